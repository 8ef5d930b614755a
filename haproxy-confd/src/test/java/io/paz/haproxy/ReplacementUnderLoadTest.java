package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Servers are replaced again and again while requests go on: with connections kept, with new ones, and slow ones of 2 s. */
class ReplacementUnderLoadTest extends RealParts {

    private static final int REPLACEMENTS = 50;

    /** A domain of the service: Java's client sends the host of the address, and no name is resolved for it. */
    private static final String DOMAIN = "127.0.0.1";

    private final AtomicInteger good = new AtomicInteger();
    private final Queue<String> bad = new ConcurrentLinkedQueue<>();
    private final HttpClient keepingConnections =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile boolean stop;

    @Test
    void noRequestFailsNothingIsReloadedAndCountersGoOn() throws Exception {
        EmbeddedConfd confd = startAll(null, Map.of());
        put("/paz/config/services/demo-api/versions/1/health-path", "/health");
        put("/paz/config/services/demo-api/domains/" + DOMAIN, "");
        put("/paz/services/demo-api/1/1", instance("1").address());
        awaitStatus(internal, DOMAIN, 200);
        awaitQuiet(confd);
        int reloads = confd.status().publishing().reloads();
        List<Long> counted = new ArrayList<>();

        ExecutorService clients = Executors.newCachedThreadPool();
        List<CompletableFuture<Void>> ends = startClients(clients);
        for (int i = 2; i <= REPLACEMENTS + 1; i++) {
            replace(confd, i);
            counted.add(requests());
        }
        stop = true;
        ends.forEach(CompletableFuture::join);
        clients.shutdown();
        awaitQuiet(confd);

        assertThat(bad).isEmpty();
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
        assertThat(counted).isSorted();
        assertThat(requests()).isGreaterThanOrEqualTo(good.get());
        System.out.println(
                good.get() + " requests while servers were replaced " + REPLACEMENTS + " times, none failed");
    }

    /** The new one is there before the old one goes, as in a deployment; its container would be stopped now. */
    private void replace(EmbeddedConfd confd, int number) throws Exception {
        String server = "demo-api/demo-api-1-" + (number - 1);
        put(
                "/paz/services/demo-api/1/" + number,
                instance(Integer.toString(number)).address());
        Await.until(
                number + " gets requests",
                SOON,
                () -> configuration().contains("server demo-api-1-" + number + " ")
                        && confd.status().publishing().lastSuccess() != null
                        && isUp("demo-api-1-" + number));
        delete("/paz/services/demo-api/1/" + (number - 1));
        Await.until(
                server + " gets no more requests",
                SOON,
                () -> confd.status().publishing().leaving().contains(server) || !isUp("demo-api-1-" + (number - 1)));
    }

    private List<CompletableFuture<Void>> startClients(ExecutorService clients) {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ends.add(CompletableFuture.runAsync(() -> repeat(() -> keptConnection("/")), clients));
            ends.add(CompletableFuture.runAsync(() -> repeat(() -> HaproxyServer.status(internal, DOMAIN)), clients));
            ends.add(CompletableFuture.runAsync(() -> repeat(() -> keptConnection("/slow")), clients));
        }
        return ends;
    }

    /** A request that gives its status. */
    private interface Request {
        int send() throws IOException, InterruptedException;
    }

    private void repeat(Request request) {
        while (!stop) {
            try {
                int status = request.send();
                if (status == 200) {
                    good.incrementAndGet();
                } else {
                    bad.add("status " + status);
                }
            } catch (IOException e) {
                bad.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int keptConnection(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + DOMAIN + ":" + internal + path);
        return keepingConnections
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private boolean isUp(String server) {
        return statistics(server)
                .map(row -> row[17].equals("UP") && !row[18].equals("0"))
                .orElse(false);
    }

    /** All requests that the service's backend has had. */
    private long requests() {
        return Long.parseLong(statistics("BACKEND").orElseThrow()[7]);
    }
}
