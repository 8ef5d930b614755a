package io.paz.haproxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An instance of a service: answers its name, on /slow after 2 s, on other paths with the forwarding headers that it was given. It ends
 * on /exit, as a process may.
 */
final class Instance implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Paths of HAProxy's health checks that came. */
    final Set<String> checked = ConcurrentHashMap.newKeySet();

    /** Method, host and path of HAProxy's health checks that came. */
    final Set<String> asked = ConcurrentHashMap.newKeySet();

    final AtomicInteger checks = new AtomicInteger();
    volatile boolean alive = true;
    volatile boolean healthy = true;
    volatile int healthStatus = 200;

    /** The only host that it answers a health check for; any when empty. */
    volatile String acceptedHost = "";

    /** Requests to /drop-once that came to any of the instances that share it; the first gets no answer. */
    volatile AtomicInteger dropped = new AtomicInteger();

    /** How long the first request to /drop-once waits for no answer. */
    volatile Duration silence = Duration.ZERO;

    /** Whether it got the first request to /drop-once. */
    volatile boolean silent;

    Instance(String name) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/health", exchange -> {
            checked.add(exchange.getRequestURI().toString());
            String host = exchange.getRequestHeaders().getFirst("Host");
            asked.add(exchange.getRequestMethod() + " " + host + " " + exchange.getRequestURI());
            checks.incrementAndGet();
            boolean accepted = acceptedHost.isEmpty() || acceptedHost.equals(host);
            exchange.sendResponseHeaders(!accepted ? 400 : healthy ? healthStatus : 500, -1);
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            answer(exchange, name);
        });
        server.createContext("/exit", exchange -> {
            alive = false;
            server.stop(0);
        });
        server.createContext("/drop-once", exchange -> {
            if (dropped.getAndIncrement() == 0) {
                silent = true;
                LockSupport.parkNanos(silence.toNanos());
                throw new IOException("ends the connection without an answer");
            }
            answer(exchange, name);
        });
        server.createContext(
                "/all-headers", exchange -> answer(exchange, new TreeMap<>(exchange.getRequestHeaders()).toString()));
        server.createContext("/", exchange -> {
            TreeMap<String, Object> forwarded = new TreeMap<>();
            exchange.getRequestHeaders().forEach((header, values) -> {
                if (header.toLowerCase(Locale.ROOT).contains("forwarded")) {
                    forwarded.put(header, values);
                }
            });
            boolean plain = exchange.getRequestURI().getPath().equals("/");
            answer(exchange, plain ? name : name + forwarded);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
