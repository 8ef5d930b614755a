package io.paz.test.orchestrator;

import io.paz.test.platform.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What {@code curl -N} prints of a service's log, while it runs. */
final class FollowedLog implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Process curl;

    FollowedLog(Platform platform, String service) throws IOException {
        curl = new ProcessBuilder(
                        "curl",
                        "-sN",
                        "-H",
                        "Authorization: Bearer " + platform.token(),
                        "-H",
                        "Accept: text/plain",
                        "http://127.0.0.1:" + platform.setting("PAZ_ORCHESTRATOR_PORT") + "/services/" + service
                                + "/logs?follow=true&lines=0")
                .start();
        Thread reader = new Thread(this::read, "followed-log");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = curl.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("curl ended: " + e.getMessage());
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        curl.destroy();
    }
}
