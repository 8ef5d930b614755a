package io.paz.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A fleet API v1 over HTTP that holds units and runs nothing, and that can be made to fail; and a journal with one line. */
public final class FleetStandIn implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String UNITS = "/fleet/v1/units/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, ObjectNode> units = new ConcurrentSkipListMap<>();
    private final Map<String, String> subStates = new ConcurrentSkipListMap<>();
    private final AtomicInteger puts = new AtomicInteger();
    public volatile int machines = 1;
    private volatile Fault fault = Fault.NONE;

    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** Is told each unit's name with {@code true} when it is launched, {@code false} when it is destroyed. */
    public volatile BiConsumer<String, Boolean> observer = (unit, launched) -> {};

    /** What goes wrong. */
    public enum Fault {
        NONE,
        /** Every second PUT answers 500 and does nothing. */
        EVERY_SECOND_PUT_FAILS,
        /** Every second PUT is done, and its connection reset before the answer. */
        EVERY_SECOND_PUT_RESETS_AFTER_COMMIT,
        /** A PUT is answered as if it were done. */
        PUTS_ARE_LOST,
        REFUSES_UNITS,
        ANSWERS_NOTHING,
        DOWN
    }

    public FleetStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/fleet/v1/", this::handle);
        server.createContext("/images", FleetStandIn::images);
        server.createContext("/entries", exchange -> answer(exchange, 200, "{\"MESSAGE\":\"the reason\"}\n"));
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void fail(Fault how) {
        puts.set(0);
        fault = how;
    }

    public List<String> units() {
        return List.copyOf(units.keySet());
    }

    /** The values of an option of a unit. */
    public List<String> values(String unit, String option) {
        return Objects.requireNonNull(units.get(unit), unit)
                .required("options")
                .valueStream()
                .filter(each -> each.required("name").asString().equals(option))
                .map(each -> each.required("value").asString())
                .toList();
    }

    /** What systemd says of a unit: {@code running} unless told otherwise. */
    public void subState(String unit, String subState) {
        subStates.put(unit, subState);
    }

    /** As the embedded host: every image was built there. */
    private static void images(HttpExchange exchange) throws IOException {
        boolean asked = exchange.getRequestMethod().equals("GET");
        String found = "{\"images\":[{\"id\":\"sha256:" + "a".repeat(64) + "\",\"digests\":[]}]}";
        answer(exchange, asked ? 200 : 204, asked ? found : "");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (fault == Fault.ANSWERS_NOTHING) {
            return;
        }
        if (fault == Fault.DOWN) {
            answer(exchange, 503, "{\"error\":{\"code\":503,\"message\":\"etcd is down\"}}");
        } else if (path.equals("/fleet/v1/machines")) {
            answer(exchange, 200, machines());
        } else if (path.equals("/fleet/v1/state")) {
            answer(exchange, 200, exchange.getRequestURI().getRawQuery() == null ? states() : state(query(exchange)));
        } else if (path.startsWith(UNITS)) {
            unit(exchange, path.substring(UNITS.length()), body);
        } else {
            answer(exchange, 200, JSON.writeValueAsString(Map.of("units", units.values())));
        }
    }

    private String machines() {
        return IntStream.rangeClosed(1, machines)
                .mapToObj("{\"id\":\"m%1$d\",\"primaryIP\":\"127.0.0.%1$d\"}"::formatted)
                .collect(Collectors.joining(",", "{\"machines\":[", "]}"));
    }

    private static String query(HttpExchange exchange) {
        return URLDecoder.decode(
                exchange.getRequestURI().getRawQuery().replace("unitName=", ""), StandardCharsets.UTF_8);
    }

    private String state(String unit) {
        if (!units.containsKey(unit)) {
            return "{}";
        }
        String sub = subStates.getOrDefault(unit, "running");
        String active = Map.of("failed", "failed", "auto-restart", "activating").getOrDefault(sub, "active");
        return """
                {"states":[{"name":"%s","hash":"00","machineID":"m1","systemdLoadState":"loaded",\
                "systemdActiveState":"%s","systemdSubState":"%s"}]}""".formatted(unit, active, sub);
    }

    private String states() {
        return units.keySet().stream()
                .map(this::state)
                .map(page -> page.substring("{\"states\":[".length(), page.length() - "]}".length()))
                .collect(Collectors.joining(",", "{\"states\":[", "]}"));
    }

    /** Takes a unit away, as if somebody did it behind the scheduler's back. */
    public void lose(String unit) {
        units.remove(unit);
        observer.accept(unit, false);
    }

    private void unit(HttpExchange exchange, String name, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, name, JSON.readTree(body));
            case "DELETE" -> {
                boolean held = units.remove(name) != null;
                observer.accept(name, false);
                answer(exchange, held ? 204 : 404, "");
            }
            default -> {
                ObjectNode unit = units.get(name);
                answer(exchange, unit == null ? 404 : 200, unit == null ? "{}" : JSON.writeValueAsString(unit));
            }
        }
    }

    private void put(HttpExchange exchange, String name, JsonNode unit) throws IOException {
        boolean second = puts.incrementAndGet() % 2 == 0;
        if (fault == Fault.REFUSES_UNITS) {
            answer(exchange, 400, "{\"error\":{\"code\":400,\"message\":\"invalid unit\"}}");
            return;
        }
        if (second && fault == Fault.EVERY_SECOND_PUT_FAILS) {
            answer(exchange, 500, "{\"error\":{\"code\":500,\"message\":\"no\"}}");
            return;
        }
        if (fault != Fault.PUTS_ARE_LOST) {
            units.put(name, (ObjectNode) unit);
            observer.accept(name, true);
        }
        if (second && fault == Fault.EVERY_SECOND_PUT_RESETS_AFTER_COMMIT) {
            exchange.close();
            return;
        }
        answer(exchange, 201, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 || status == 204 ? -1 : bytes.length);
        if (bytes.length > 0 && status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
