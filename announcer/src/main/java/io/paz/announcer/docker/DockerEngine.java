package io.paz.announcer.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.paz.announcer.ContainerEngine;
import io.paz.announcer.ContainerEngineException;
import io.paz.announcer.ContainerState;
import io.paz.engine.InstanceId;
import io.paz.engine.key.AnnouncementKeys;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Docker engine that {@code DOCKER_HOST} names, or the one of {@code /var/run/docker.sock}. */
public final class DockerEngine implements ContainerEngine {

    private static final Logger log = LoggerFactory.getLogger(DockerEngine.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_CONNECTIONS = 8;
    private static final String LABEL = "io.paz.";
    private static final String HEALTH = "health_status: ";

    private final DockerClient calls = connect(TIMEOUT);
    /** Events may stay away for ever, so that their connection has no timeout. */
    private final DockerClient events = connect(Duration.ZERO);

    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean lost;

    private static DockerClient connect(Duration responseTimeout) {
        DockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        ZerodepDockerHttpClient.Builder http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(TIMEOUT);
        if (!responseTimeout.isZero()) {
            http.responseTimeout(responseTimeout);
        }
        return DockerClientImpl.getInstance(config, http.build());
    }

    @Override
    public Optional<ContainerState> find(String container, int port) {
        try {
            return running(calls.inspectContainerCmd(container).exec(), port);
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private static ContainerEngineException failed(RuntimeException failure) {
        return new ContainerEngineException("Docker's engine does not answer: " + failure, failure);
    }

    private static Optional<ContainerState> running(InspectContainerResponse answer, int port) {
        InspectContainerResponse.ContainerState state = answer.getState();
        if (!Boolean.TRUE.equals(state.getRunning())) {
            return Optional.empty();
        }
        Map<String, String> labels =
                Objects.requireNonNullElse(answer.getConfig().getLabels(), Map.of());
        return Optional.of(new ContainerState(
                answer.getId(),
                Objects.requireNonNullElse(answer.getImageId(), ""),
                Objects.requireNonNullElse(state.getStartedAt(), ""),
                labels.getOrDefault(LABEL + "platform", ""),
                Objects.requireNonNullElse(state.getPidLong(), 0L),
                address(answer),
                published(answer, port),
                health(state)));
    }

    private static String address(InspectContainerResponse answer) {
        return answer.getNetworkSettings().getNetworks().values().stream()
                .map(network -> Objects.requireNonNullElse(network.getIpAddress(), ""))
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Integer published(InspectContainerResponse answer, int port) {
        return answer.getNetworkSettings().getPorts().getBindings().entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(port + "/tcp"))
                .filter(entry -> entry.getValue() != null)
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .map(binding -> Integer.valueOf(binding.getHostPortSpec()))
                .findFirst()
                .orElse(null);
    }

    private static String health(InspectContainerResponse.ContainerState state) {
        String status = state.getHealth() == null ? null : state.getHealth().getStatus();
        return status == null || status.equals("none") ? "" : status;
    }

    @Override
    public Set<String> runningKeys(String platform) {
        try {
            String label = LABEL + "platform" + (platform.isEmpty() ? "" : "=" + platform);
            return calls.listContainersCmd().withLabelFilter(List.of(label)).exec().stream()
                    .filter(DockerEngine::isPublished)
                    .flatMap(container -> key(container.getLabels()).stream())
                    .collect(Collectors.toSet());
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public Set<String> runningNames() {
        try {
            return calls.listContainersCmd().exec().stream()
                    .flatMap(container -> Arrays.stream(container.getNames()))
                    .map(name -> name.replaceFirst("^/", ""))
                    .collect(Collectors.toSet());
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private static boolean isPublished(Container container) {
        ContainerPort[] ports = container.getPorts();
        return ports != null && Arrays.stream(ports).anyMatch(port -> port.getPublicPort() != null);
    }

    private static Optional<String> key(Map<String, String> labels) {
        return InstanceId.parse(labels.get(LABEL + "service") + "-" + labels.get(LABEL + "version") + "-"
                        + labels.get(LABEL + "instance"))
                .map(AnnouncementKeys::of);
    }

    @Override
    public void listen(Listener listener) {
        Thread thread = new Thread(() -> follow(listener), "announcer-events");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(Listener listener) {
        try {
            do {
                followOnce(listener);
            } while (!closed.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.debug("Docker's events are no longer read", e);
        }
    }

    private void followOnce(Listener listener) throws InterruptedException {
        try (Stream stream = events.eventsCmd()
                .withEventTypeFilter(EventType.CONTAINER)
                .withEventFilter("start", "die", "health_status")
                .exec(new Stream(listener))) {
            stream.awaitCompletion();
            lost(stream.failure);
        } catch (IOException | RuntimeException e) {
            lost(e);
        }
    }

    private void lost(@Nullable Throwable failure) {
        if (!lost && closed.getCount() > 0) {
            log.warn("Docker's events ended: {}; connecting again every {} s", failure, RETRY_INTERVAL.toSeconds());
        }
        lost = true;
    }

    @Override
    public void close() {
        closed.countDown();
        for (DockerClient client : List.of(events, calls)) {
            try {
                client.close();
            } catch (IOException e) {
                log.debug("A connection to Docker could not be closed", e);
            }
        }
    }

    /** One connection to the engine's events. */
    private final class Stream extends ResultCallback.Adapter<Event> {

        private final Listener listener;
        private volatile @Nullable Throwable failure;

        Stream(Listener listener) {
            this.listener = listener;
        }

        /** The engine sends its headers at once: from here on nothing is missed. */
        @Override
        public void onStart(Closeable stream) {
            super.onStart(stream);
            if (lost) {
                log.info("Docker's events are read again");
            }
            lost = false;
            listener.resumed();
        }

        @Override
        public void onNext(Event event) {
            String name = event.getActor() == null || event.getActor().getAttributes() == null
                    ? null
                    : event.getActor().getAttributes().get("name");
            String action = Objects.requireNonNullElse(event.getAction(), "");
            if (name == null) {
                return;
            }
            if (action.startsWith(HEALTH)) {
                listener.health(name, action.substring(HEALTH.length()));
            } else {
                listener.changed(name);
            }
        }

        @Override
        public void onError(Throwable problem) {
            failure = problem;
            super.onError(problem);
        }
    }
}
