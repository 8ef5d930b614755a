package io.paz.host.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.EventType;
import io.paz.host.container.ContainerEngine;
import io.paz.host.container.ContainerRequest;
import io.paz.host.container.ContainerState;
import io.paz.host.container.ContainerState.Phase;
import io.paz.host.container.EngineException;
import io.paz.host.container.EngineException.Kind;
import io.paz.secret.SecretKeyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The containers of the Docker engine that units' command lines use. */
public final class DockerContainers implements ContainerEngine, AutoCloseable {
    /** The docker client's default, whatever engine the host's own process uses. */
    private static final Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");

    private static final int MAX_CONNECTIONS = 32;
    /** An engine on a busy machine takes many seconds to start a container. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path socket;
    private final SecretValues secrets;
    private final DockerConnection docker;
    private final DockerConnection events;

    /** Without secret variables. */
    public DockerContainers() {
        this(DEFAULT_SOCKET, SecretValues.NONE);
    }

    public DockerContainers(SecretValues secrets) {
        this(DEFAULT_SOCKET, secrets);
    }

    DockerContainers(Path socket, SecretValues secrets) {
        this.secrets = secrets;
        this.socket = socket;
        this.docker = new DockerConnection("unix://" + socket, MAX_CONNECTIONS, TIMEOUT);
        this.events = new DockerConnection("unix://" + socket, 1, null);
    }

    @Override
    public String create(ContainerRequest request, Map<String, String> labels) throws EngineException {
        ContainerRequest revealed = revealed(request);
        return call(() -> Objects.requireNonNull(
                CreateCommand.of(docker.client(), revealed, labels).exec().getId()));
    }

    /** Only what goes to the engine has the values. */
    private ContainerRequest revealed(ContainerRequest request) throws EngineException {
        try {
            return secrets.reveal(request);
        } catch (SecretKeyException e) {
            throw new EngineException(Kind.REFUSED, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void start(String id) throws EngineException {
        call(() -> {
            try {
                return docker.client().startContainerCmd(id).exec();
            } catch (NotModifiedException e) {
                return null;
            }
        });
    }

    @Override
    public Optional<ContainerState> inspect(String reference) throws EngineException {
        return call(() -> {
            try {
                return Optional.of(
                        state(docker.client().inspectContainerCmd(reference).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static ContainerState state(InspectContainerResponse container) {
        InspectContainerResponse.ContainerState state = container.getState();
        Map<String, String> labels = container.getConfig().getLabels();
        return new ContainerState(
                container.getId(),
                phase(Boolean.TRUE.equals(state.getRunning()), Objects.requireNonNullElse(state.getStatus(), "")),
                Objects.requireNonNullElse(state.getPidLong(), 0L),
                Objects.requireNonNullElse(state.getExitCodeLong(), 0L).intValue(),
                Map.copyOf(Objects.requireNonNullElse(labels, Map.of())));
    }

    /** One that is being removed has ended. */
    private static Phase phase(boolean isRunning, String status) {
        if (isRunning) {
            return Phase.RUNNING;
        }
        return status.equals("created") ? Phase.CREATED : Phase.EXITED;
    }

    @Override
    public Optional<ContainerState> find(String label, String value) throws EngineException {
        List<Container> found = call(() -> docker.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label + "=" + value))
                .exec());
        return found.isEmpty() ? Optional.empty() : inspect(found.get(0).getId());
    }

    @Override
    public void signal(String id, String signal) throws EngineException {
        ignoringEnded(
                () -> docker.client().killContainerCmd(id).withSignal(signal).exec());
    }

    @Override
    public void remove(String id) throws EngineException {
        ignoringEnded(() -> docker.client()
                .removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    private void ignoringEnded(Supplier<@Nullable Void> request) throws EngineException {
        call(() -> {
            try {
                return request.get();
            } catch (NotFoundException | ConflictException e) {
                // It has ended, or is being removed by somebody else.
                return null;
            }
        });
    }

    @Override
    public Reading readLog(String id, long sinceNanos, int tail, boolean follow, LogListener listener)
            throws EngineException {
        return call(() -> LogStream.open(socket, id, sinceNanos, tail, follow, listener));
    }

    @Override
    public Reading watchEnds(String label, EndListener listener) throws EngineException {
        return call(() -> events.client()
                .eventsCmd()
                .withEventTypeFilter(EventType.CONTAINER)
                .withEventFilter("die")
                .withLabelFilter(label)
                .exec(new EndStream(listener)));
    }

    private <T extends @Nullable Object> T call(Supplier<T> request) throws EngineException {
        try {
            return request.get();
        } catch (NotFoundException e) {
            throw new EngineException(Kind.NOT_FOUND, message(e), e);
        } catch (ConflictException e) {
            throw new EngineException(Kind.CONFLICT, message(e), e);
        } catch (DockerException e) {
            throw new EngineException(Kind.REFUSED, message(e), e);
        } catch (RuntimeException e) {
            // What the transport throws when nobody answers, or the answer breaks off.
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    "Cannot connect to the Docker daemon at unix://" + socket + ". Is the docker daemon running?",
                    e);
        }
    }

    /** The engine's words, out of the JSON that the library shows. */
    private static String message(DockerException e) {
        String text = String.valueOf(e.getMessage());
        return "Error response from daemon: " + words(text.substring(Math.max(0, text.indexOf('{'))));
    }

    private static String words(String json) {
        try {
            return MAPPER.readTree(json).path("message").asString(json).strip();
        } catch (JacksonException notJson) {
            return json.strip();
        }
    }

    @Override
    public void close() throws IOException {
        docker.close();
        events.close();
    }
}
