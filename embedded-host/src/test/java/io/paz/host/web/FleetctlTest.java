package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified fleetctl works against the host, also where a token is asked for. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "PAZ_FLEETCTL", matches = ".+", disabledReason = "PAZ_FLEETCTL names no fleetctl")
class FleetctlTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        host = TestHost.start(folder, "--token-file", token.toString());
    }

    @AfterEach
    void stop() throws IOException {
        if (host != null) {
            fleetctl("destroy", "hello.service", "t@.service", "t@1.service");
            host.close();
        }
    }

    private String fleetctl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getenv("PAZ_FLEETCTL"),
                "--endpoint=http://paz:" + TOKEN + "@127.0.0.1:" + host.uri().getPort(),
                "--strict-host-key-checking=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String unit(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void goesThroughTheLifeOfAUnit() throws IOException {
        String hello = unit("hello.service", "[Unit]\nDescription=hello\n\n[Service]\nExecStart=/bin/sleep 300\n");
        assertThat(fleetctl("list-machines", "--full")).contains(TestHost.MACHINE, "172.30.0.11");
        assertThat(fleetctl("submit", hello)).contains("Unit hello.service inactive");
        assertThat(fleetctl("list-unit-files")).containsPattern("hello.service\\s+[0-9a-f]{7}\\s+inactive\\s+inactive");
        assertThat(fleetctl("cat", "hello.service"))
                .contains("[Unit]\nDescription=hello\n\n[Service]\nExecStart=/bin/sleep 300\n");
        assertThat(fleetctl("load", "hello.service")).contains("Unit hello.service loaded on");
        assertThat(fleetctl("start", "hello.service")).contains("Unit hello.service launched on");
        TestHost.await(
                () -> list().matches("(?s).*hello.service\\s+\\S+/172.30.0.11\\s+active\\s+running.*"), this::list);
        assertThat(fleetctl("stop", "hello.service")).contains("Unit hello.service loaded on");
        assertThat(fleetctl("unload", "hello.service")).contains("Unit hello.service inactive");
        assertThat(fleetctl("destroy", "hello.service")).contains("Destroyed hello.service");
        assertThat(fleetctl("list-unit-files", "--no-legend")).isBlank();
    }

    @Test
    void startsAnInstanceOfATemplate() throws IOException {
        unit("t@.service", "[Service]\nExecStart=/bin/sh -c 'echo I am %i; exec sleep 300'\n");
        assertThat(fleetctl("submit", folder.resolve("t@.service").toString())).contains("Unit t@.service inactive");
        assertThat(fleetctl("start", "t@1.service")).contains("Unit t@1.service launched on");
        TestHost.await(() -> list().matches("(?s).*t@1.service\\s+\\S+\\s+active\\s+running.*"), this::list);
    }

    private String list() {
        try {
            return fleetctl("list-units", "--full");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
