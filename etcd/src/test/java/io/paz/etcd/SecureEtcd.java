package io.paz.etcd;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** etcd as {@code ./paz} starts it: with certificates, users and their roles. */
final class SecureEtcd implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String LIBRARY = """
            set -e
            cd ../scripts
            for file in process home part certificates etcd-roles parts/etcd; do . "./$file.sh"; done
            mkdir -p "$PAZ_HOME"/data "$PAZ_HOME"/logs
            """;

    private final Path home;
    private final Map<String, String> environment;
    private final Process process;

    private SecureEtcd(Path home) throws IOException {
        this.home = home;
        this.environment = Map.of(
                "PAZ_HOME", home.toString(),
                "PAZ_ETCD_PORT", String.valueOf(FreePort.next()),
                "PAZ_ETCD_PEER_PORT", String.valueOf(FreePort.next()));
        this.process =
                bash("[[ -e $PAZ_HOME/certificates ]] || make_certificates \"$PAZ_HOME/certificates\" 127.0.0.1\n"
                        + "LOG_FD=2\netcd_before\netcd_command\nexec \"${COMMAND[@]}\"");
        Await.until("etcd is well, see " + home + "/script.log", START, () -> {
            requireAlive();
            // The etcd that gets its users in a folder beside answers too, and ends.
            return succeeds(bash("[[ -d $PAZ_HOME/data/etcd ]] && etcd_ready"));
        });
    }

    static SecureEtcd start(Path home) throws IOException {
        return new SecureEtcd(home);
    }

    /** Certificates of another platform. */
    static Path certificates(Path folder) throws IOException {
        Process made = new ProcessBuilder(
                        "bash",
                        "-c",
                        "cd ../scripts && . ./certificates.sh && make_certificates \"$1\" 127.0.0.1",
                        "_",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!succeeds(made)) {
            throw new AssertionError("certificates were not made");
        }
        return folder;
    }

    /** Access as a user. */
    EtcdAccess access(String user) {
        return new EtcdAccess(
                endpoints(), Optional.of(home.resolve("certificates").resolve(user)));
    }

    List<URI> endpoints() {
        return List.of(URI.create("https://127.0.0.1:" + environment.get("PAZ_ETCD_PORT")));
    }

    /** What curl gets from a path of the port for members, with a user's certificate; its exit status where it gets nothing. */
    String askedAsMember(String user, String path) throws IOException {
        Path own = home.resolve("certificates").resolve(user);
        String url = "https://127.0.0.1:" + environment.get("PAZ_ETCD_PEER_PORT") + path;
        Process curl = new ProcessBuilder(
                        "curl",
                        "-q",
                        "-s",
                        "--http1.1",
                        "--max-time",
                        "10",
                        "--cacert",
                        own.resolve("ca.crt").toString(),
                        "--cert",
                        own.resolve("tls.crt").toString(),
                        "--key",
                        own.resolve("tls.key").toString(),
                        url)
                .start();
        String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return succeeds(curl) ? answer : "status " + curl.exitValue();
    }

    private Process bash(String script) {
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", LIBRARY + script)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            Files.createDirectories(home).resolve("script.log").toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("etcd ended with " + process.exitValue() + ", see " + home + "/script.log");
        }
    }

    private static boolean succeeds(Process process) {
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
