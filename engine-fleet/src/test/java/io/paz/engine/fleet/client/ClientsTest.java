package io.paz.engine.fleet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.api.directory.ServiceDocument;
import io.paz.client.DirectoryClient;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.client.SchedulerClient;
import io.paz.engine.fleet.api.Machine;
import io.paz.engine.fleet.api.Unit;
import io.paz.engine.fleet.api.UnitOption;
import io.paz.engine.fleet.api.UnitState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The clients against a small real HTTP server; fleet's answers are those that a real fleet gave. */
class ClientsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private record Reply(int status, String body) {}

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile String tag = "";
    private DisposableServer server;
    private URI address;

    @BeforeEach
    void start() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(this::answer)
                .bindNow();
        address = URI.create("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String line = request.method() + " " + request.uri();
        requests.add(line + headers(request));
        Reply reply = replies.getOrDefault(line, new Reply(404, "{\"code\":\"not_found\",\"message\":\"nothing\"}"));
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            bodies.add(body);
            if (!tag.isEmpty()) {
                response.header("ETag", tag);
            }
            return reply.status() == 0
                    ? Mono.never()
                    : response.status(reply.status())
                            .header("Content-Type", "application/json")
                            .sendString(Mono.just(reply.body()))
                            .then();
        });
    }

    private static String headers(HttpServerRequest request) {
        StringBuilder shown = new StringBuilder();
        for (String name : List.of("Authorization", "x-api-uuid", "Range", "Prefer", "If-None-Match")) {
            String value = request.requestHeaders().get(name);
            shown.append(value == null ? "" : " " + name + "=" + value);
        }
        return shown.toString();
    }

    @Test
    void a_service_is_read_with_the_token_and_the_id_of_the_request() {
        replies.put("GET /services/web", new Reply(200, """
                {"doc":{"name":"web","dockerRepository":"team/web","config":{"publicFacing":true,"numInstances":2,
                "ports":[{"container":80}],"env":{"A":"1"},"volume":{},"ofTheFuture":1}}}"""));
        ServiceDocument service = new DirectoryClient(address, () -> "secret")
                .service("web")
                .contextWrite(context -> context.put("x-api-uuid", "id-1"))
                .block(TIMEOUT);

        assertThat(service.config().env()).containsExactly(Map.entry("A", "1"));
        assertThat(requests).containsExactly("GET /services/web Authorization=Bearer secret x-api-uuid=id-1");
    }

    @Test
    void a_service_that_is_not_there_is_nothing_and_its_deletion_no_failure() {
        DirectoryClient directory = new DirectoryClient(address, null);
        assertThat(directory.service("web").blockOptional(TIMEOUT)).isEmpty();
        assertThat(directory.servicesOfRepository("team/web?x&y").blockOptional(TIMEOUT))
                .isEmpty();
        directory.delete("web", null).block(TIMEOUT);
        directory.delete("web", 7L).block(TIMEOUT);
        assertThat(requests)
                .containsExactly(
                        "GET /services/web",
                        "GET /services?dockerRepository=team%2Fweb%3Fx%26y",
                        "DELETE /services/web",
                        "DELETE /services/web?createdTime=7");
    }

    @Test
    void a_fleet_that_tells_when_states_change_is_told_from_one_that_does_not() {
        FleetClient fleet = new FleetClient(address, null);
        replies.put("GET /fleet/v1/state", new Reply(200, "{}"));
        assertThat(fleet.nextTagOfStates("\"1\"").blockOptional(TIMEOUT)).isEmpty();
        replies.put("GET /fleet/v1/state", new Reply(304, ""));
        assertThat(fleet.nextTagOfStates("\"1\"").block(TIMEOUT)).isEqualTo("\"1\"");
        tag = "\"2\"";
        replies.put("GET /fleet/v1/state", new Reply(200, "{}"));
        assertThat(fleet.nextTagOfStates("\"1\"").block(TIMEOUT)).isEqualTo("\"2\"");
        assertThat(requests).hasSize(3).allMatch("GET /fleet/v1/state Prefer=wait=5 If-None-Match=\"1\""::equals);
    }

    @Test
    void the_scheduler_is_waited_for_with_the_tag_that_is_known() {
        tag = "\"8\"";
        replies.put("GET /deployments?limit=1", new Reply(200, "{}"));
        SchedulerClient scheduler = new SchedulerClient(address, null);
        assertThat(scheduler.nextTagOfDeployments("\"7\"").block(TIMEOUT)).isEqualTo("\"8\"");
        assertThat(requests).containsExactly("GET /deployments?limit=1 Prefer=wait=5 If-None-Match=\"7\"");
    }

    @Test
    void a_name_from_outside_stays_one_segment_of_the_path() {
        assertThat(new DirectoryClient(address, null).service("../a b?c").blockOptional(TIMEOUT))
                .isEmpty();
        assertThat(requests).containsExactly("GET /services/..%2Fa%20b%3Fc");
    }

    @Test
    void a_failure_carries_the_status_and_the_message_of_the_remote() {
        replies.put(
                "GET /services?environment=all",
                new Reply(503, "{\"code\":\"x\",\"message\":\"disk full\",\"uuid\":\"u\"}"));
        assertThatThrownBy(() -> new DirectoryClient(address, null).services().block(TIMEOUT))
                .isInstanceOfSatisfying(RemoteRefusedException.class, e -> assertThat(e.status())
                        .isEqualTo(503))
                .hasMessage("service-directory answered 503: disk full");
    }

    @Test
    void a_closed_door_is_told_in_the_words_of_the_system_alone() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        assertThatThrownBy(() -> new DirectoryClient(closed, null).services().block(TIMEOUT))
                .isInstanceOf(RemoteUnavailableException.class)
                .hasMessage("service-directory does not answer at " + closed + ": Connection refused");
    }

    @Test
    void silence_ends_the_call_within_two_seconds_and_names_the_remote() {
        replies.put("GET /services?environment=all", new Reply(0, ""));
        long start = System.nanoTime();
        assertThatThrownBy(() -> new DirectoryClient(address, null).services().block(TIMEOUT))
                .isInstanceOfSatisfying(RemoteUnavailableException.class, e -> assertThat(e.remote())
                        .isEqualTo("service-directory"))
                .hasMessageStartingWith("service-directory does not answer at " + address);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3500));
    }

    @Test
    void a_port_that_nobody_listens_on_is_unavailable() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        FleetClient fleet = new FleetClient(URI.create("http://127.0.0.1:" + free), null);
        assertThatThrownBy(() -> fleet.units().collectList().block(TIMEOUT))
                .isInstanceOf(RemoteUnavailableException.class);
    }

    @Test
    void an_answer_that_is_no_json_is_unavailable() {
        replies.put("GET /fleet/v1/machines", new Reply(200, "<html>"));
        assertThatThrownBy(() ->
                        new FleetClient(address, null).machines().collectList().block(TIMEOUT))
                .isInstanceOf(RemoteUnavailableException.class);
    }

    @Test
    void units_states_and_machines_are_read_as_real_fleet_sends_them() throws IOException {
        serve("units at the start");
        serve("states at the start");
        serve("machines");
        serve("state of a failed unit");
        FleetClient fleet = new FleetClient(address, null);

        assertThat(fleet.units().map(Unit::name).collectList().block(TIMEOUT))
                .containsExactly("web@.service", "web@1.service", "web@2.service", "web@3.service");
        assertThat(fleet.states().map(UnitState::systemdSubState).collectList().block(TIMEOUT))
                .containsExactly("failed", "failed", "failed");
        assertThat(fleet.machines().map(Machine::primaryIp).collectList().block(TIMEOUT))
                .containsExactly("172.30.0.11", "172.30.0.12", "172.30.0.13");
        assertThat(fleet.states("bad.service").single().block(TIMEOUT).hash())
                .isEqualTo("1fa41b061074d257bdf3919173a792fc879013f5");
    }

    @Test
    void lists_that_fleet_leaves_out_are_empty() throws IOException {
        serve("no state of an unschedulable unit");
        assertThat(new FleetClient(address, null)
                        .states("meta.service")
                        .collectList()
                        .block(TIMEOUT))
                .isEmpty();
    }

    @Test
    void pages_are_followed_to_their_end() {
        replies.put("GET /fleet/v1/units", new Reply(200, "{\"units\":[{\"name\":\"a\"}],\"nextPageToken\":\"t=1&\"}"));
        replies.put(
                "GET /fleet/v1/units?nextPageToken=t%3D1%26",
                new Reply(200, "{\"units\":[{\"name\":\"b\"}],\"nextPageToken\":\"2\"}"));
        replies.put("GET /fleet/v1/units?nextPageToken=2", new Reply(200, "{\"units\":[{\"name\":\"c\"}]}"));
        assertThat(new FleetClient(address, null)
                        .units()
                        .map(Unit::name)
                        .collectList()
                        .block(TIMEOUT))
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_unit_is_written_as_fleet_reads_it() {
        replies.put("PUT /fleet/v1/units/web-1-1.service", new Reply(201, ""));
        FleetClient fleet = new FleetClient(address, null);
        fleet.put("web-1-1.service", List.of(new UnitOption("Service", "ExecStart", "/bin/true")), "launched")
                .block(TIMEOUT);
        fleet.setDesiredState("web-1-1.service", "inactive").block(TIMEOUT);
        assertThat(bodies)
                .containsExactly(
                        "{\"name\":\"web-1-1.service\",\"options\":[{\"section\":\"Service\",\"name\":\"ExecStart\","
                                + "\"value\":\"/bin/true\"}],\"desiredState\":\"launched\"}",
                        "{\"name\":\"web-1-1.service\",\"desiredState\":\"inactive\"}");
    }

    @Test
    void a_refusal_of_fleet_carries_its_message() throws IOException {
        serve("bad character");
        assertThatThrownBy(() -> new FleetClient(address, null)
                        .put("x 1.service", List.of(), "launched")
                        .block(TIMEOUT))
                .isInstanceOf(RemoteRefusedException.class)
                .hasMessage("fleet answered 400: invalid character ' ' in unit name");
    }

    @Test
    void the_journal_gives_text_and_bytes_as_lines() {
        replies.put("GET /entries?_SYSTEMD_UNIT=web-1-1.service", new Reply(200, """
                {"MESSAGE":"first","PRIORITY":"6"}
                {"MESSAGE":[103,114,195,188,195,159]}
                {"MESSAGE":null}
                """));
        assertThat(new JournalClient(address, null)
                        .lastLines("web-1-1.service", 100)
                        .block(TIMEOUT))
                .containsExactly("first", "gr\u00fc\u00df", "");
        assertThat(requests).containsExactly("GET /entries?_SYSTEMD_UNIT=web-1-1.service Range=entries=:-100:101");
    }

    /** Answers as the recorded exchange did. */
    private void serve(String name) throws IOException {
        JsonNode exchanges;
        try (var stream = ClientsTest.class.getResourceAsStream("fleet-api.json")) {
            exchanges = JsonMapper.shared().readTree(stream).required("exchanges");
        }
        JsonNode exchange = exchanges
                .valueStream()
                .filter(each -> each.required("case").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
        JsonNode request = exchange.required("request");
        JsonNode response = exchange.required("response");
        replies.put(
                request.required("method").stringValue() + " "
                        + request.required("path").stringValue(),
                new Reply(
                        response.required("status").asInt(),
                        response.required("body").toString()));
    }
}
