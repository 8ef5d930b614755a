package io.paz.testing;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** An image made on the spot of the machine's busybox, so that no registry is needed. */
public final class BusyboxImage implements AutoCloseable {

    private final String name =
            "paz-test/scheduler-" + UUID.randomUUID().toString().substring(0, 8) + ":1";

    public BusyboxImage(Path folder) throws IOException {
        Path root = folder.resolve("image-root");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("www"));
        Path busybox = root.resolve("bin/busybox");
        Files.copy(Path.of("/bin/busybox"), busybox);
        Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
        Path archive = folder.resolve("image.tar");
        Command.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
        Command.run("docker", "import", archive.toString(), name);
    }

    public String name() {
        return name;
    }

    /** The host's address on Docker's bridge. */
    public static String bridgeAddress() throws IOException {
        return NetworkInterface.getByName("docker0").getInterfaceAddresses().stream()
                .map(address -> address.getAddress().getHostAddress())
                .filter(address -> !address.contains(":"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        Command.run("docker", "rmi", "-f", name);
    }
}
