package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.access.AccessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that rotates a cluster's token, with three services that read their copies as on a host, and folders of this machine in
 * place of what SSH reaches.
 */
final class ClusterTokenRotationTest {

    private static final List<String> PARTS = List.of("service-directory", "scheduler", "orchestrator");
    private static final Path SCRIPT =
            Path.of("../scripts/rotate-cluster-token.sh").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static final List<TestService> SERVICES = new ArrayList<>();
    private static Path tokenFile;

    private record Outcome(int status, String output) {}

    @BeforeAll
    static void start() throws IOException {
        tokenFile = Files.writeString(folder.resolve("my-token"), TestService.TOKEN);
        for (String host : List.of("home", "other")) {
            Path etc = Files.createDirectories(folder.resolve(host + "/etc/paz"));
            Files.writeString(etc.resolve("token"), TestService.TOKEN + "\n");
            Files.writeString(etc.resolve("host.env"), "PAZ_HOST_IP=127.0.0.1\n");
        }
        for (String part : PARTS) {
            TestService service = TestService.startWithToken(
                    Files.createDirectories(folder.resolve("home/run/paz/" + part + ".tokens")));
            SERVICES.add(service);
            Files.writeString(folder.resolve("port." + part), String.valueOf(service.port()));
        }
        Path ssh = Files.writeString(folder.resolve("ssh"), """
                #!/bin/bash
                folder=$(dirname "$0")
                echo "$*" >>"$folder/commands"
                command=${2//\\/etc\\/paz/$folder/$1/etc/paz}
                command=${command//\\/run\\/paz/$folder/$1/run/paz}
                command=${command//-o 10001/}
                command=${command//http:\\/\\/\\$PAZ_HOST_IP:8080/http://127.0.0.1:\\$(cat $folder/port.\\$part)}
                exec bash -c "${command#sudo }"
                """);
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterAll
    static void stop() {
        SERVICES.forEach(TestService::close);
    }

    private static Outcome rotate(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment()
                .putAll(Map.of(
                        "SSH", folder.resolve("ssh").toString(), "TOKEN_FILE", tokenFile.toString(), "DEBUG", "0"));
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes());
        return new Outcome(started.waitFor(), output);
    }

    private static int status(TestService service, String secret) throws Exception {
        return service.sendWithoutToken("GET", "/actor", "", "Authorization", "Bearer " + secret)
                .statusCode();
    }

    @Test
    void no_call_is_refused_while_the_token_is_rotated() throws Exception {
        String old = presentToken();
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> callers = new ArrayList<>();
        for (Map.Entry<String, Supplier<String>> caller : callers(old).entrySet()) {
            callers.add(threads.submit((Callable<Void>) () -> {
                while (!stopped.get()) {
                    for (TestService service : SERVICES) {
                        int status = status(service, caller.getValue().get());
                        calls.incrementAndGet();
                        if (status != 200) {
                            refused.add(caller.getKey() + ": " + status);
                        }
                    }
                }
                return null;
            }));
        }
        Outcome rotated = rotate("home", "other");
        stopped.set(true);
        for (Future<?> caller : callers) {
            caller.get();
        }
        threads.shutdown();

        assertThat(rotated.status()).as(rotated.output()).isZero();
        assertThat(refused).isEmpty();
        assertThat(calls).hasPositiveValue();
        for (TestService service : SERVICES) {
            assertThat(status(service, old)).isEqualTo(200);
            assertThat(status(service, presentToken())).isEqualTo(200);
        }
        String next = Files.readString(tokenFile);
        assertThat(next).matches("[0-9a-f]{64}");
        for (String host : List.of("home", "other")) {
            assertThat(folder.resolve(host + "/etc/paz/token")).hasContent(next);
        }
        assertThat(Files.readString(folder.resolve("commands")))
                .doesNotContain(next)
                .doesNotContain(old);
    }

    /** A person with the old token, one with the present one, and each service with what it sends to the others. */
    private static Map<String, Supplier<String>> callers(String old) {
        Map<String, Supplier<String>> callers =
                new HashMap<>(Map.of("old token", () -> old, "present token", ClusterTokenRotationTest::presentToken));
        for (int i = 0; i < SERVICES.size(); i++) {
            callers.put(
                    PARTS.get(i),
                    Objects.requireNonNull(
                            SERVICES.get(i).bean(AccessSettings.class).credentialOf("caller")));
        }
        return callers;
    }

    private static String presentToken() {
        try {
            return Files.readString(tokenFile);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void without_an_overlap_the_old_token_ends() throws Exception {
        String old = presentToken();
        Outcome rotated = rotate("--overlap", "0m", "home", "other");
        assertThat(rotated.status()).as(rotated.output()).isZero();
        for (TestService service : SERVICES) {
            assertThat(status(service, old)).isEqualTo(401);
            assertThat(status(service, presentToken())).isEqualTo(200);
        }
    }

    /** As of a unit of an earlier release, whose container has a copy of its own. */
    @Test
    void nothing_sends_the_new_token_before_every_service_accepts_it() throws Exception {
        String old = presentToken();
        Path copies = folder.resolve("home/run/paz/scheduler.tokens");
        Files.move(copies, folder.resolve("elsewhere"));
        Outcome rotated = rotate("home", "other");
        Files.move(folder.resolve("elsewhere"), copies);
        assertThat(rotated.status()).isEqualTo(1);
        assertThat(rotated.output()).contains("scheduler 4").contains("Run this again");
        assertThat(tokenFile).hasContent(old);
        assertThat(folder.resolve("home/etc/paz/token")).hasContent(old);
        for (TestService service : SERVICES) {
            assertThat(status(service, old)).isEqualTo(200);
        }
    }

    @Test
    void one_that_was_cut_off_is_run_again() throws Exception {
        String old = presentToken();
        Path etc = folder.resolve("other/etc/paz");
        Files.move(etc, folder.resolve("away"));
        assertThat(rotate("home", "other").status()).isEqualTo(1);
        Files.move(folder.resolve("away"), etc);
        Outcome again = rotate("home", "other");
        assertThat(again.status()).as(again.output()).isZero();
        for (TestService service : SERVICES) {
            assertThat(status(service, old)).isEqualTo(200);
            assertThat(status(service, presentToken())).isEqualTo(200);
        }
    }
}
