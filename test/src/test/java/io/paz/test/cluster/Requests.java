package io.paz.test.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Requests to a service one after the other, in the background. */
final class Requests implements AutoCloseable {

    private static final int AT_ONCE = 20;
    /** On a slow machine they go on until there are as many. */
    private static final int AT_LEAST = 120;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final CompletableFuture<List<String>> statuses;

    private Requests(ClusterHost through, String service) {
        statuses = CompletableFuture.supplyAsync(() -> send(through, service));
    }

    static Requests to(ClusterHost through, String service) {
        return new Requests(through, service);
    }

    private List<String> send(ClusterHost through, String service) {
        List<String> answered = new ArrayList<>();
        while (!enough.get() || answered.size() < AT_LEAST) {
            answered.addAll(HostProxy.statuses(through, service, AT_ONCE));
        }
        return answered;
    }

    /** Ends them; the status of each answer, 000 for none. */
    List<String> stop() {
        enough.set(true);
        return statuses.join();
    }

    @Override
    public void close() {
        stop();
    }
}
