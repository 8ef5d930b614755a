package io.paz.orchestrator.testing;

import io.paz.etcd.Await;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import io.paz.http.PazService;
import io.paz.orchestrator.Orchestrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole orchestrator as it starts in production, with a real etcd, and stand-ins for the parts that speak HTTP. */
public final class OrchestratorUnderTest implements AutoCloseable {

    public static final String TOKEN = "test-token";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String STATISTICS =
            "# pxname,svname,qcur,scur,stot,status,weight,econ,eresp,hrsp_5xx,rtime,req_tot,\n";

    /** An answer over HTTP. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode tree() {
            return JsonMapper.shared().readTree(body);
        }

        String contentType() {
            return response.headers().firstValue("content-type").orElse("");
        }

        public String stale() {
            return response.headers().firstValue("x-paz-stale").orElse("");
        }
    }

    public final PartStandIn fleet = new PartStandIn();
    public final PartStandIn directory = new PartStandIn();
    public final PartStandIn scheduler = new PartStandIn();
    public final PartStandIn haproxy = new PartStandIn();
    /** The journal and the figures of every host. */
    public final PartStandIn host = new PartStandIn();

    private final EtcdServer server;
    private final EtcdConnection etcd;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final ApiDescription description;

    public OrchestratorUnderTest(Path folder) throws IOException {
        this(folder, true);
    }

    public static OrchestratorUnderTest withoutFleet(Path folder) throws IOException {
        return new OrchestratorUnderTest(folder, false);
    }

    /** One that has read all parts behind it. */
    public static OrchestratorUnderTest whole(Path folder) throws IOException {
        OrchestratorUnderTest paz = new OrchestratorUnderTest(folder);
        Await.until(
                "all parts are read",
                TIMEOUT,
                () -> paz.get("/cluster").tree().path("sources").valueStream().allMatch(source -> source.path("up")
                        .asBoolean()));
        return paz;
    }

    /** One with more options. */
    public static OrchestratorUnderTest with(Path folder, String... options) throws IOException {
        return new OrchestratorUnderTest(folder, true, options);
    }

    private OrchestratorUnderTest(Path folder, boolean withFleet, String... options) throws IOException {
        if (!withFleet) {
            fleet.down();
        }
        server = EtcdServer.unstarted().start(folder.resolve("etcd"));
        etcd = EtcdConnection.open(server.endpoints());
        machines("{\"id\":\"m1\",\"primaryIP\":\"10.0.0.1\",\"metadata\":{\"zone\":\"a\"}}");
        states();
        fleet.on("GET /fleet/v1/units", 200, "{}");
        services();
        deployments();
        statistics();
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        List<String> all = new ArrayList<>(List.of(
                "--port=0",
                "--token-file=" + token,
                "--data=" + folder.resolve("data"),
                "--engine-token",
                "--fleet-url=" + fleet.url(),
                "--svcdir-url=" + directory.url(),
                "--scheduler-url=" + scheduler.url(),
                "--balancer-urls=" + haproxy.url(),
                "--journal-url=" + host.url(),
                "--cadvisor-url=" + host.url(),
                "--cors-origins=https://pages.example.org",
                "--etcd-endpoint=" + server.endpoints().get(0)));
        all.addAll(List.of(options));
        context = Orchestrator.start(Map.of(), all.toArray(String[]::new));
        description = ApiDescription.parse(send(request("/openapi.yaml")).body());
    }

    public ApiDescription description() {
        return description;
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public EtcdServer etcdServer() {
        return server;
    }

    public void machines(String... machines) {
        fleet.on("GET /fleet/v1/machines", 200, "{\"machines\":[" + String.join(",", machines) + "]}");
    }

    public void states(String... states) {
        fleet.on("GET /fleet/v1/state", 200, states.length == 0 ? "{}" : page(null, states));
    }

    /** One page of states, the next one under the token. */
    public void pageOfStates(String token, String next, String... states) {
        fleet.on("GET /fleet/v1/state" + (token == null ? "" : "?nextPageToken=" + token), 200, page(next, states));
    }

    private static String page(String next, String... states) {
        return "{\"states\":[" + String.join(",", states) + "]"
                + (next == null ? "}" : ",\"nextPageToken\":\"" + next + "\"}");
    }

    public static String state(String unit, String machine, String active, String sub) {
        return """
                {"name":"%s","hash":"abc","machineID":"%s","systemdLoadState":"loaded","systemdActiveState":"%s",\
                "systemdSubState":"%s"}""".formatted(unit, machine, active, sub);
    }

    public void services(String... services) {
        String answer = "{\"doc\":[" + String.join(",", services) + "]}";
        directory.on("GET /services", 200, answer);
        directory.on("GET /services?environment=all", 200, answer);
    }

    public void deployments(String... deployments) {
        scheduler.on("GET /deployments?limit=100", 200, "{\"doc\":[" + String.join(",", deployments) + "]}");
        scheduler.on("GET /deployments", 200, "{\"doc\":[" + String.join(",", deployments) + "]}");
    }

    /** @param rows {@code web,web-1-1,0,2,10,UP,100,0,0,1,7,10,} */
    public void statistics(String... rows) {
        haproxy.on("GET /;csv", 200, STATISTICS + String.join("\n", rows) + "\n");
    }

    public void put(String key, String value) {
        etcd.keys().put(key, value).join();
    }

    public void delete(String key) {
        etcd.keys().delete(key).join();
    }

    public String url() {
        return "127.0.0.1:" + PazService.port(context);
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    /** The answer, which is as the OpenAPI document says. */
    public Answer send(String method, String path, String body) {
        Answer answer = send(request(path)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
        description.assertDescribes(method, path, answer.status(), answer.contentType(), answer.body());
        return answer;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + url() + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + TOKEN);
    }

    public Answer send(HttpRequest.Builder request) {
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

    @Override
    public void close() {
        context.close();
        etcd.close();
        server.close();
        Stream.of(fleet, directory, scheduler, haproxy, host).forEach(PartStandIn::close);
    }
}
