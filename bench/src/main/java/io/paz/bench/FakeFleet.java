package io.paz.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A fleet API of many hosts and units, in pages of 100 as fleet's own; one unit at a time changes. */
final class FakeFleet implements AutoCloseable {

    private static final int PAGE = 100;
    private static final int HOSTS = 100;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private volatile int units;
    private volatile Changed changed = new Changed(-1, "running");

    /** A unit that is otherwise than all others. */
    private static final class Changed {

        private final int unit;
        private final String subState;
        private volatile long shownAt;

        private Changed(int unit, String subState) {
            this.unit = unit;
            this.subState = subState;
        }

        private boolean isOn(int from, int to) {
            return unit >= from && unit < to;
        }

        private String subStateOf(int other) {
            return other == unit ? subState : "running";
        }
    }

    FakeFleet() throws IOException {
        // Otherwise each page costs what a delayed acknowledgement does, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fleet/v1/machines", exchange -> answer(exchange, machines()));
        server.createContext("/fleet/v1/units", exchange -> answer(exchange, "{}"));
        server.createContext("/fleet/v1/state", this::states);
        server.setExecutor(workers);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void units(int count) {
        units = count;
    }

    static String name(int unit) {
        return "service%d-1-%d".formatted(unit / 10, unit % 10 + 1);
    }

    /** From now on the unit has another state. */
    void change(int unit, String newSubState) {
        changed = new Changed(unit, newSubState);
    }

    /** When an answer showed the last change first; {@link System#nanoTime}. */
    long shownAt() {
        return changed.shownAt;
    }

    private static String machines() {
        return IntStream.range(0, HOSTS)
                .mapToObj("{\"id\":\"m%1$d\",\"primaryIP\":\"10.0.0.%1$d\",\"metadata\":{}}"::formatted)
                .collect(Collectors.joining(",", "{\"machines\":[", "]}"));
    }

    private void states(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int from = query == null ? 0 : Integer.parseInt(query.substring(query.indexOf('=') + 1));
        int to = Math.min(units, from + PAGE);
        Changed shown = changed;
        String next = to < units ? ",\"nextPageToken\":\"%d\"".formatted(to) : "";
        String page = IntStream.range(from, to)
                .mapToObj(unit -> state(unit, shown.subStateOf(unit)))
                .collect(Collectors.joining(",", "{\"states\":[", "]" + next + "}"));
        if (shown.isOn(from, to) && shown.shownAt == 0) {
            shown.shownAt = System.nanoTime();
        }
        answer(exchange, page);
    }

    private static String state(int unit, String sub) {
        return """
                {"name":"%s.service","hash":"0123456789abcdef0123456789abcdef01234567","machineID":"m%d",\
                "systemdLoadState":"loaded","systemdActiveState":"active","systemdSubState":"%s"}""".formatted(name(unit), unit % HOSTS, sub);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
