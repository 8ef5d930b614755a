package io.paz.host.docker;

import java.nio.file.Path;

/** Engines of tests. */
public final class Engines {
    private Engines() {}

    public static DockerContainers at(Path socket) {
        return new DockerContainers(socket, SecretValues.NONE);
    }
}
