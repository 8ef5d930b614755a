package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends every request that was sent to a real fleet of three machines, in the same order, and expects the same answers but
 * for what one machine must differ in, and what the recording says fleet did wrong.
 */
@Timeout(180)
class FleetReplayTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String PAGES = "first page of more than 100 units";

    /** On one machine, these conflict with web@1.service and find no place. */
    private static final Set<String> WITHOUT_PLACE = Set.of("web@2.service", "web@3.service");

    /** What the host answers where it must differ: a status, and a body or null for any. */
    private static final Map<String, Answer> OTHER_ANSWERS = Map.ofEntries(
            // fleet was asked between two heartbeats; the state in the end is another.
            Map.entry("unit after other options", answer(200, """
                    {"currentState":"launched","desiredState":"launched","machineID":"%s","name":"foo.service",
                     "options":[{"name":"ExecStart","section":"Service","value":"/bin/sleep 4000"}]}""".formatted(TestHost.MACHINE))),
            Map.entry("state just after a unit became inactive (the last heartbeat may still show)", answer(200, "{}")),
            // fleet was wrong, as the recording notes.
            Map.entry(
                    "desired state unknown",
                    answer(400, failure(400, "desiredState: \"flying\" (expected: inactive, loaded or launched)"))),
            Map.entry(
                    "desired state missing",
                    answer(400, failure(400, "desiredState: missing (expected: inactive, loaded or launched)"))),
            Map.entry("add metadata", answer(204, null)),
            Map.entry("machines with metadata", answer(200, """
                    {"machines":[{"id":"%s","primaryIP":"172.30.0.11","metadata":{"disk":"ssd"}}]}""".formatted(TestHost.MACHINE))),
            Map.entry("scheduled by metadata", answer(200, """
                    {"currentState":"launched","desiredState":"launched","machineID":"%s","name":"meta.service",
                     "options":[{"name":"ExecStart","section":"Service","value":"/bin/sleep 3000"},
                                {"name":"MachineMetadata","section":"X-Fleet","value":"disk=ssd"}]}""".formatted(TestHost.MACHINE))),
            Map.entry("bad patch op", answer(400, failure(400, "invalid op: expect add, remove, or replace"))),
            Map.entry("bad patch path", answer(400, failure(400, "machine metadata path invalid"))),
            Map.entry("delete", answer(204, null)),
            Map.entry("deleted unit", answer(404, failure(404, "unit does not exist"))),
            Map.entry(
                    "put again after delete without options",
                    answer(409, failure(409, "unit does not exist and options field empty"))),
            // The words of another JSON parser.
            Map.entry("bad json", answer(400, null)),
            Map.entry("patch not json", answer(400, null)));

    private record Answer(int status, JsonNode body) {}

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() {
        // The recorded units run docker; they must not touch the containers of this machine.
        host = TestHost.start(folder, "--insecure", "--environment", "DOCKER_HOST=unix:///no/such/socket");
    }

    @AfterEach
    void stop() throws IOException {
        TestHost.end(host);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, body == null ? null : MAPPER.readTree(body));
    }

    private static String failure(int code, String message) {
        return MAPPER.createObjectNode()
                .set("error", MAPPER.createObjectNode().put("code", code).put("message", message))
                .toString();
    }

    @TestFactory
    Stream<DynamicTest> answersAsFleet() throws IOException {
        List<JsonNode> exchanges = new ArrayList<>();
        try (InputStream fixture = FleetReplayTest.class.getResourceAsStream("/fleet-api.json")) {
            String text = new String(fixture.readAllBytes(), StandardCharsets.UTF_8);
            String oneMachine = text.replaceAll("0{31}[23]", TestHost.MACHINE);
            MAPPER.readTree(oneMachine).get("exchanges").forEach(exchanges::add);
        }
        assertThat(exchanges).hasSize(89);
        submitUnitsOfTheStart(exchanges.get(1).at("/response/body/units"));
        return exchanges.stream().map(exchange -> DynamicTest.dynamicTest(name(exchange), () -> replay(exchange)));
    }

    private static String name(JsonNode exchange) {
        return exchange.get("case").asString();
    }

    private void submitUnitsOfTheStart(JsonNode units) throws IOException {
        for (JsonNode unit : units) {
            String body = MAPPER.createObjectNode()
                    .<ObjectNode>set("options", unit.get("options"))
                    .put("desiredState", unit.get("desiredState").asString())
                    .toString();
            assertThat(host.put(unit.get("name").asString(), body).statusCode()).isEqualTo(201);
        }
    }

    private void replay(JsonNode exchange) throws IOException {
        switch (name(exchange)) {
            case PAGES -> {
                submitPages();
                comparePage(exchange.get("response"), "/fleet/v1/units");
            }
            case "second page" -> comparePage(exchange.get("response"), "/fleet/v1/units?nextPageToken=ZAACAA==");
            case "discovery document" ->
                assertThat(new LinkedHashSet<>(host.get("/fleet/v1/discovery").propertyNames()))
                        .containsExactlyInAnyOrderElementsOf(exchange.at("/response/topLevelKeys")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList());
            case "states of one machine" -> containsStates(exchange.at("/response/body/states"));
            default -> compare(exchange);
        }
    }

    /** Between the recorded exchanges, units were removed and others made. */
    private void submitPages() throws IOException {
        for (JsonNode unit : host.get("/fleet/v1/units").get("units")) {
            String name = unit.get("name").asString();
            if (name.startsWith("aaa") || name.startsWith("x")) {
                host.send("DELETE", "/fleet/v1/units/" + name, null, null);
            }
        }
        for (int i = 1; i <= 104; i++) {
            String body =
                    "{\"desiredState\":\"inactive\",\"options\":[{\"section\":\"Service\",\"name\":\"ExecStart\",\"value\":\"/bin/true\"}]}";
            assertThat(host.put("page-%03d.service".formatted(i), body).statusCode())
                    .isEqualTo(201);
        }
    }

    private void comparePage(JsonNode expected, String path) throws IOException {
        JsonNode page = host.get(path);
        List<String> names = page.get("units")
                .valueStream()
                .map(unit -> unit.get("name").asString())
                .toList();
        assertThat(names).hasSize(expected.get("unitsOnPage").asInt());
        assertThat(page.path("nextPageToken").asString(""))
                .isEqualTo(expected.get("nextPageToken").asString(""));
        if (expected.has("names")) {
            assertThat(names).isEqualTo(strings(expected.get("names")));
        } else {
            assertThat(names).startsWith(strings(expected.get("firstNames")).toArray(String[]::new));
            assertThat(names).endsWith(expected.get("lastName").asString());
        }
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** All of the units that three machines shared are on the one. */
    private void containsStates(JsonNode expected) throws IOException {
        List<JsonNode> states = host.get("/fleet/v1/state?machineID=" + TestHost.MACHINE)
                .get("states")
                .valueStream()
                .toList();
        for (JsonNode state : expected) {
            String name = state.get("name").asString();
            if (name.equals("pin.service")) {
                // Its text names another machine here, so its hash is another.
                assertThat(states)
                        .anyMatch(other -> other.get("name").asString().equals(name));
            } else if (!WITHOUT_PLACE.contains(name)) {
                assertThat(states).contains(state);
            }
        }
    }

    private void compare(JsonNode exchange) throws IOException {
        JsonNode request = exchange.get("request");
        JsonNode response = exchange.get("response");
        Answer other = OTHER_ANSWERS.get(name(exchange));
        int status = other != null ? other.status() : response.get("status").asInt();
        JsonNode body = other != null ? other.body() : oneMachine(response.get("body"));
        if (!request.get("method").asString().equals("GET")) {
            compareOnce(send(request), status, body, other != null ? null : response);
            return;
        }
        AtomicReference<HttpResponse<String>> last = new AtomicReference<>(send(request));
        TestHost.await(
                () -> {
                    last.set(sendUnchecked(request));
                    return last.get().statusCode() == status
                            && MAPPER.readTree(last.get().body()).equals(body);
                },
                () -> status + " " + body + "\nbut got " + last.get().statusCode() + " "
                        + last.get().body());
        compareOnce(last.get(), status, body, response);
    }

    private static void compareOnce(HttpResponse<String> answer, int status, JsonNode body, JsonNode recorded) {
        assertThat(answer.statusCode()).isEqualTo(status);
        if (body != null && !(body.isString() && body.asString().isEmpty())) {
            assertThat(MAPPER.readTree(answer.body())).isEqualTo(body);
        } else if (body != null) {
            assertThat(answer.body()).isEmpty();
        }
        if (recorded != null) {
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .isEqualTo(recorded.get("contentType").asString(""));
            assertThat(answer.headers().firstValue("Allow").orElse(""))
                    .isEqualTo(recorded.get("allow").asString(""));
        }
    }

    private HttpResponse<String> send(JsonNode request) throws IOException {
        JsonNode body = request.get("body");
        String text = body.isNull() ? null : body.isString() ? body.asString() : body.toString();
        return host.send(
                request.get("method").asString(),
                request.get("path").asString(),
                request.get("contentType").asString(null),
                text);
    }

    private HttpResponse<String> sendUnchecked(JsonNode request) {
        try {
            return send(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer that one machine gives: each machine and state once, nothing of units without a place. */
    private static JsonNode oneMachine(JsonNode body) {
        if (body.has("machines")) {
            ArrayNode machines = (ArrayNode) body.get("machines");
            while (machines.size() > 1) {
                machines.remove(1);
            }
        }
        if (body.has("states")) {
            Set<JsonNode> states = new LinkedHashSet<>();
            body.get("states").valueStream().filter(state -> !hasNoPlace(state)).forEach(states::add);
            ((ObjectNode) body).putArray("states").addAll(states);
        }
        body.path("units").valueStream().filter(FleetReplayTest::hasNoPlace).forEach(unit -> {
            ((ObjectNode) unit).put("currentState", "inactive");
            ((ObjectNode) unit).remove("machineID");
        });
        return body;
    }

    private static boolean hasNoPlace(JsonNode unit) {
        return WITHOUT_PLACE.contains(unit.get("name").asString());
    }
}
