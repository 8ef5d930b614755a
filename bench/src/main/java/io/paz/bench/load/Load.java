package io.paz.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A load that runs, on threads of its own, until it is closed; requests that are open then are waited for. */
public final class Load implements AutoCloseable {

    private final LoadPlan plan;
    private final LongAdder answered = new LongAdder();
    private final LongAdder renewed = new LongAdder();
    private final Latencies latencies = new Latencies();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final AtomicLongArray failuresByClient;
    private final List<Thread> clients;
    private volatile boolean running = true;

    private Load(LoadPlan plan) {
        this.plan = plan;
        this.failuresByClient = new AtomicLongArray(plan.connections());
        this.clients = IntStream.range(0, plan.connections())
                .mapToObj(client -> new Thread(() -> run(client), "load-" + client))
                .toList();
    }

    public static Load start(LoadPlan plan) {
        Load load = new Load(plan);
        load.clients.forEach(Thread::start);
        return load;
    }

    /** The counts so far; complete once the load is closed. */
    public LoadReport report() {
        Map<String, Long> reasons = new TreeMap<>();
        failures.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return new LoadReport(answered.sum(), renewed.sum(), reasons);
    }

    /** Failed requests of the client that has the most of them. */
    public long mostFailuresOfAClient() {
        return IntStream.range(0, plan.connections())
                .mapToLong(failuresByClient::get)
                .max()
                .orElse(0);
    }

    /** The time within which this part, 0 to 1, of the ordinary requests was answered with status 200, slow ones aside. */
    public Duration latency(double part) {
        return latencies.quantile(part);
    }

    @Override
    public void close() {
        running = false;
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(int client) {
        boolean keepAlive = client % 2 == 0;
        try (HttpConnection connection = new HttpConnection(plan, keepAlive)) {
            for (int request = client; running; request++) {
                ask(client, connection, request);
                LockSupport.parkNanos(plan.pause().toNanos());
            }
        }
    }

    private void ask(int client, HttpConnection connection, int request) {
        try {
            long start = System.nanoTime();
            int status = answer(connection, plan.path(request));
            if (status == 200) {
                answered.increment();
                count(request, System.nanoTime() - start);
            } else {
                failed(client, "status " + status);
            }
        } catch (IOException e) {
            connection.close();
            failed(client, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private void count(int request, long nanos) {
        if (!plan.isSlow(request)) {
            latencies.add(nanos);
        }
    }

    private int answer(HttpConnection connection, String path) throws IOException {
        try {
            return connection.get(path);
        } catch (StaleConnectionException e) {
            renewed.increment();
            return connection.get(path);
        }
    }

    private void failed(int client, String reason) {
        failuresByClient.incrementAndGet(client);
        failures.computeIfAbsent(reason, any -> new LongAdder()).increment();
    }
}
