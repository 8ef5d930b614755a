package io.paz.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection to the Docker engine that {@code DOCKER_HOST} names, or the one of {@code /var/run/docker.sock}. */
final class DockerConnection implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Made when it is first needed: a host that runs no container does not carry it. */
    private @Nullable DockerClient client;

    synchronized DockerClient client() {
        DockerClient made = client;
        if (made == null) {
            DockerClientConfig config =
                    DefaultDockerClientConfig.createDefaultConfigBuilder().build();
            made = DockerClientImpl.getInstance(
                    config,
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(config.getDockerHost())
                            .sslConfig(config.getSSLConfig())
                            .maxConnections(1)
                            .connectionTimeout(TIMEOUT)
                            .responseTimeout(TIMEOUT)
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
