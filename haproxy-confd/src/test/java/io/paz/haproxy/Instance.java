package io.paz.haproxy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An instance of a service: answers its name, and the forwarding headers that it was given. */
final class Instance implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    Instance(String name) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            TreeMap<String, Object> forwarded = new TreeMap<>();
            exchange.getRequestHeaders().forEach((header, values) -> {
                if (header.toLowerCase(Locale.ROOT).contains("forwarded")) {
                    forwarded.put(header, values);
                }
            });
            boolean plain = exchange.getRequestURI().getPath().equals("/");
            byte[] answer = (plain ? name : name + forwarded).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
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
