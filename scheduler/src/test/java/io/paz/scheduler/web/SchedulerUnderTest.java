package io.paz.scheduler.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.paz.http.PazService;
import io.paz.scheduler.Scheduler;
import io.paz.testing.FleetStandIn;
import io.paz.testing.RealEtcd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole scheduler as it starts in production, with a real etcd, and stand-ins for directory, fleet and sidekicks. */
final class SchedulerUnderTest implements AutoCloseable {

    static final String TOKEN = "test-token";

    private static final Pattern ANNOUNCE = Pattern.compile("(.+)-announce-(\\d+)-(\\d+)\\.service");

    record Answer(int status, String body, HttpResponse<String> response) {

        JsonNode tree() {
            return JsonMapper.shared().readTree(body);
        }
    }

    final FleetStandIn fleet = new FleetStandIn();
    final Map<String, String> services = new ConcurrentHashMap<>();
    final List<String> directoryRequests = new CopyOnWriteArrayList<>();
    volatile boolean directoryDown;

    /** Status with which the directory refuses everything; 0 for none. */
    volatile int refusal;

    volatile boolean announcing = true;
    private String driftCheckInterval = "60";

    private final HttpServer directory =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final RealEtcd etcd;
    private final Path folder;
    private ConfigurableApplicationContext context;

    SchedulerUnderTest(RealEtcd etcd, Path folder) throws IOException {
        this.etcd = etcd;
        this.folder = folder;
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        directory.createContext("/", this::answerAsDirectory);
        directory.start();
        fleet.observer = this::announce;
        start();
    }

    void start() {
        String local = "http://127.0.0.1:";
        context = Scheduler.start(
                Map.of(),
                "--port=0",
                "--data=" + folder.resolve("data"),
                "--token-file=" + folder.resolve("token"),
                "--svcdir-url=" + local + directory.getAddress().getPort(),
                "--fleet-url=" + fleet.url(),
                "--journal-url=" + fleet.url(),
                "--balancer-urls=http://127.0.0.1:9",
                "--etcd-endpoint=" + etcd.endpoint(),
                "--pin-images=off",
                "--deadline=5",
                "--drain=0",
                "--drift-check-interval=" + driftCheckInterval);
    }

    /** Starts again, and looks for drift that often. */
    void restartLooking(String seconds) {
        stop();
        driftCheckInterval = seconds;
        start();
    }

    void stop() {
        context.close();
    }

    /** Puts a service with one port into the directory. */
    void service(String name, String repository) {
        services.put(name, """
                {"name":"%s","dockerRepository":"%s","config":{"publicFacing":true,"numInstances":2,"ports":[{"container":80}],\
                "env":{"A":"$x"},"volume":{},"healthCheck":{"path":"/health"},"stopTimeoutSeconds":0,\
                "domains":["%s.example.org"]}}""".formatted(name, repository, name));
    }

    /** As the sidekick does it, without its checks. */
    private void announce(String unit, boolean launched) {
        Matcher matcher = ANNOUNCE.matcher(unit);
        if (matcher.matches()) {
            String key = "/paz/services/" + matcher.group(1) + "/" + matcher.group(2) + "/" + matcher.group(3);
            if (launched && announcing) {
                etcd.ctl("put", key, "127.0.0.1:8000");
            } else if (!launched) {
                etcd.ctl("del", key);
            }
        }
    }

    private void answerAsDirectory(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (path.equals("/services?environment=all") && refusal == 0 && !directoryDown) {
            answerList(exchange);
            return;
        }
        directoryRequests.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("x-api-uuid"));
        if (path.startsWith("/services?") && refusal == 0 && !directoryDown) {
            answerSearch(exchange, path.substring(path.indexOf('=') + 1).replace("%2F", "/"));
            return;
        }
        String found = services.get(path.substring("/services/".length()));
        if (exchange.getRequestMethod().equals("PATCH") && !directoryDown && refusal == 0) {
            answerPatch(exchange, path.split("/")[2]);
            return;
        }
        boolean delete = exchange.getRequestMethod().equals("DELETE");
        if (delete) {
            services.remove(path.substring("/services/".length()));
        }
        byte[] body = ("{\"doc\":" + found + "}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        int status = refusal != 0 ? refusal : directoryDown ? 503 : found == null ? 404 : delete ? 204 : 200;
        exchange.sendResponseHeaders(status, delete ? -1 : body.length);
        if (!delete) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void answerList(HttpExchange exchange) throws IOException {
        byte[] body = ("{\"doc\":[" + String.join(",", services.values()) + "]}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void answerSearch(HttpExchange exchange, String repository) throws IOException {
        List<String> found = services.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(service -> service.contains("\"" + repository + "\""))
                .toList();
        byte[] body = ("{\"doc\":" + (found.isEmpty() ? "null" : found.get(0)) + ",\"docs\":" + found + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(found.isEmpty() ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Only the number of instances is ever changed. */
    private void answerPatch(HttpExchange exchange, String name) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher number = Pattern.compile("\\{\"numInstances\":(\\d+)}").matcher(body);
        boolean good = number.matches() && services.containsKey(name);
        if (good) {
            services.computeIfPresent(
                    name,
                    (key, json) -> json.replaceAll("\"numInstances\":\\d+", "\"numInstances\":" + number.group(1)));
        }
        exchange.sendResponseHeaders(good ? 200 : 400, -1);
        exchange.close();
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PazService.port(context) + path))
                .header("Authorization", "Bearer " + TOKEN);
    }

    /** Without the token. */
    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PazService.port(context) + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
        directory.stop(0);
        fleet.close();
    }
}
