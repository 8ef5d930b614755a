package io.paz.haproxy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An instance that answers with its name, the path that it was asked for, and the headers that it got, one a line. */
final class EchoInstance implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    EchoInstance(String name) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            StringBuilder text = new StringBuilder(name + " " + exchange.getRequestURI() + "\n");
            exchange.getRequestHeaders().forEach((header, values) -> text.append(header.toLowerCase(Locale.ROOT))
                    .append('=')
                    .append(String.join("|", values))
                    .append('\n'));
            exchange.getRequestBody().readAllBytes();
            byte[] answer = text.toString().getBytes(StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("Content-Type", path.equals("/image") ? "image/png" : "text/plain");
            if (path.equals("/encoded")) {
                exchange.getResponseHeaders().set("Content-Encoding", "br");
            }
            exchange.getResponseHeaders().set("X-Powered-By", name);
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
