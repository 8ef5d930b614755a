package io.paz.test.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Asks the three services over and over, one thread for each of them, and counts the statuses of their answers. */
final class Callers implements AutoCloseable {

    /** The orchestrator has the directory answer the second one. */
    private static final List<String> REQUESTS = List.of(
            "PAZ_ORCHESTRATOR_PORT /cluster/services",
            "PAZ_ORCHESTRATOR_PORT /services",
            "PAZ_SERVICE_DIRECTORY_PORT /services",
            "PAZ_SCHEDULER_PORT /deployments");

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<Thread> threads;
    private volatile boolean isStopping;

    Callers(Platform platform, Supplier<String> token) {
        threads = REQUESTS.stream()
                .map(request -> new Thread(() -> callRepeatedly(platform, request, token), request))
                .toList();
        threads.forEach(Thread::start);
    }

    private void callRepeatedly(Platform platform, String request, Supplier<String> token) {
        while (!isStopping) {
            answers.merge(request + " " + status(platform, request, token.get()), 1, Integer::sum);
        }
    }

    /** The status, or why there was none. */
    static String status(Platform platform, String request, String token) {
        String[] parts = request.split(" ");
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + platform.setting(parts[0]) + parts[1])
                            .toURL()
                            .openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + token);
            return String.valueOf(connection.getResponseCode());
        } catch (IOException e) {
            return e.toString();
        }
    }

    static List<String> statuses(Platform platform, String token) {
        return REQUESTS.stream()
                .map(request -> status(platform, request, token))
                .toList();
    }

    /** How many requests had an answer with 200 so far, of those that had fewest. */
    int fewestSuccesses() {
        return REQUESTS.stream()
                .mapToInt(request -> answers.getOrDefault(request + " 200", 0))
                .min()
                .orElseThrow();
    }

    /** Answers that were none with 200. */
    Map<String, Integer> failures() {
        Map<String, Integer> failures = new TreeMap<>(answers);
        failures.keySet().removeIf(answer -> answer.endsWith(" 200"));
        return failures;
    }

    @Override
    public void close() {
        isStopping = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
