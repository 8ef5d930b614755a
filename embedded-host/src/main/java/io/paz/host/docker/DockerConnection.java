package io.paz.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection to a Docker engine, by default the one that {@code DOCKER_HOST} names, or of {@code /var/run/docker.sock}. */
final class DockerConnection implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final @Nullable String host;
    private final int maxConnections;
    private final @Nullable Duration responseTimeout;

    /** Made when it is first needed: a host that runs no container does not carry it. */
    private @Nullable DockerClient client;

    DockerConnection() {
        this(null, 1, TIMEOUT);
    }

    /**
     * @param host of the engine; null for the default
     * @param responseTimeout null for answers that go on for as long as they like
     */
    DockerConnection(@Nullable String host, int maxConnections, @Nullable Duration responseTimeout) {
        this.host = host;
        this.maxConnections = maxConnections;
        this.responseTimeout = responseTimeout;
    }

    synchronized DockerClient client() {
        DockerClient made = client;
        if (made == null) {
            DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
            DockerClientConfig config = (host == null ? builder : builder.withDockerHost(host)).build();
            made = DockerClientImpl.getInstance(
                    config,
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(config.getDockerHost())
                            .sslConfig(config.getSSLConfig())
                            .maxConnections(maxConnections)
                            .connectionTimeout(TIMEOUT)
                            .responseTimeout(responseTimeout)
                            .build());
            client = made;
        }
        return made;
    }

    @Override
    public synchronized void close() throws IOException {
        DockerClient made = client;
        if (made != null) {
            made.close();
        }
    }
}
