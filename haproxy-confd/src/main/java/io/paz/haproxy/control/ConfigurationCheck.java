package io.paz.haproxy.control;

import io.paz.haproxy.publish.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** HAProxy's own check of a configuration, {@code haproxy -c}. */
final class ConfigurationCheck {

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_REASON_LENGTH = 1_000;

    private final String binary;

    ConfigurationCheck(String binary) {
        this.binary = binary;
    }

    void check(Path file) {
        try {
            Process process = new ProcessBuilder(binary, "-c", "-f", file.toString())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(CHECK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new RefusedException("haproxy -c did not end within " + CHECK_TIMEOUT.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new RefusedException("haproxy -c: " + reason(output.join(), file));
            }
        } catch (IOException e) {
            throw new RefusedException("haproxy -c could not run (is " + binary + " installed?): " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("haproxy -c was interrupted", e);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "its output could not be read: " + e.getMessage();
        }
    }

    private static String reason(String output, Path file) {
        String alerts = output.lines()
                .filter(line -> line.startsWith("[ALERT]"))
                .map(line -> line.replaceFirst("^\\[ALERT]\\s*\\(\\d+\\)\\s*:\\s*", ""))
                .collect(Collectors.joining("; "))
                .replace(file.getParent() + "/", "");
        String reason = alerts.isEmpty() ? output.strip() : alerts;
        return reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
    }
}
