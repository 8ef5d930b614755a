package io.paz.haproxy;

import io.paz.etcd.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the image with the real confd starts, in a folder of its own: HAProxy, confd and what compares their files. */
final class Entrypoint implements AutoCloseable {

    private static final int STOP_SECONDS = 10;

    /** What confd calls for each file that it wrote. */
    static final Path RELOAD = Path.of("haproxy-reload.sh").toAbsolutePath();

    final int port = FreePort.next();
    private final Path folder;
    private final Path bin;
    private Process process;

    Entrypoint(Path folder) {
        this.folder = folder;
        bin = folder.resolve("bin");
        try {
            Files.createDirectory(bin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a shell script ahead of the program of this name. */
    void program(String name, String text) throws IOException {
        Files.writeString(bin.resolve(name), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Puts a program there, for what has been given no script. */
    void link(String name, Path program) throws IOException {
        if (Files.notExists(bin.resolve(name))) {
            Files.createSymbolicLink(bin.resolve(name), program);
        }
    }

    /** @param interval seconds between two comparisons */
    void start(List<URI> endpoints, int interval) throws IOException {
        start(endpoints, interval, Map.of());
    }

    void start(List<URI> endpoints, int interval, Map<String, String> more) throws IOException {
        link("haproxy-reload", RELOAD);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("entrypoint.sh").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("PAZ_HAPROXY_RUN", folder.toString());
        builder.environment().put("PAZ_HAPROXY_CONF", folder.toString());
        builder.environment().put("PAZ_HAPROXY_INTERNAL_BIND", "127.0.0.1:" + port);
        builder.environment().put("PAZ_HAPROXY_PUBLIC_BIND", "127.0.0.1:" + FreePort.next());
        builder.environment().put("PAZ_HAPROXY_STATS_BIND", "127.0.0.1:" + FreePort.next());
        builder.environment().put("PAZ_HAPROXY_MAXCONN", "200");
        builder.environment().put("PAZ_CONFD_DIRECTORY", confdFiles().toString());
        builder.environment()
                .put("PAZ_ETCD_ENDPOINTS", endpoints.stream().map(URI::toString).collect(Collectors.joining(",")));
        builder.environment().put("PAZ_CONFD_INTERVAL", String.valueOf(interval));
        builder.environment().putAll(more);
        process = builder.start();
    }

    private Path confdFiles() throws IOException {
        Path confd = folder.resolve("confd");
        for (String part : List.of("conf.d", "templates")) {
            Files.createDirectories(confd.resolve(part));
            try (Stream<Path> files = Files.list(Path.of(part))) {
                for (Path file : files.toList()) {
                    Files.writeString(
                            confd.resolve(file), Files.readString(file).replace("/etc/haproxy", folder.toString()));
                }
            }
        }
        return confd;
    }

    /** Its exit status. */
    int reload() throws Exception {
        ProcessBuilder script = new ProcessBuilder(RELOAD.toString());
        script.environment().put("PAZ_HAPROXY_RUN", folder.toString());
        return script.start().waitFor();
    }

    Path log() {
        return folder.resolve("entrypoint.log");
    }

    @Override
    public void close() {
        if (process != null) {
            List<ProcessHandle> all = process.descendants().toList();
            process.destroy();
            all.forEach(ProcessHandle::destroy);
            process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
