package io.paz.http;

import static io.paz.http.Failures.assertFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.status.Readiness;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestRulesTest {

    private static final String[] JSON_TYPE = {"Content-Type", "application/json"};

    private static TestService service;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        service = TestService.startWithToken(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void marksEveryAnswer() throws Exception {
        for (String path : new String[] {"/things/a", "/nowhere", "/health"}) {
            HttpResponse<String> answer = service.send("GET", path, "");

            assertThat(answer.headers().firstValue("x-api-version")).hasValue("1.0.0");
            assertThat(answer.headers().firstValue("x-api-uuid"))
                    .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
        }
    }

    @Test
    void answers_an_overflow_of_the_stack_and_serves_on() throws Exception {
        for (String[] request : new String[][] {
            {"GET", "/failures/overflow", ""},
            {"GET", "/failures/overflow/deferred", ""},
            {"POST", "/failures/overflow", "{}"},
            {"POST", "/failures/overflow/json", "{\"name\":\"a\"}"}
        }) {
            HttpResponse<String> answer = service.send(request[0], request[1], request[2], JSON_TYPE);

            assertFailure(answer, 500, "internal_error");
            assertThat(answer.body()).contains("its log has the details under the id");
            assertThat(service.send("GET", "/things/a", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesOverAWellFormedRequestIdAndHandsItOn() throws Exception {
        String id = "0f0e0d0c-0b0a-4908-8706-050403020100";

        HttpResponse<String> answer = service.send("GET", "/context", "", "x-api-uuid", id);

        assertThat(answer.headers().firstValue("x-api-uuid")).hasValue(id);
        assertThat(answer.body()).isEqualTo("{\"id\":\"%s\"}".formatted(id));
    }

    @Test
    void refusesAMalformedAddressWithABody() throws Exception {
        for (String address : new String[] {"/things/%zz", "/things/%", "/things?a=%g1", "/things/a|b"}) {
            String answer = raw("GET " + address + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("{\"code\":\"invalid_request\",\"message\":\"address: value " + address)
                    .containsPattern("(?i)\r\nx-api-uuid: [0-9a-f-]{36}\r\n");
        }
        String head = raw("HEAD /things/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(head).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void replacesAMalformedRequestId() throws Exception {
        HttpResponse<String> answer = service.send("GET", "/context", "", "x-api-uuid", "x; drop");

        assertThat(answer.headers().firstValue("x-api-uuid"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
    }

    @Test
    void answersATrailingSlashAsWithout() throws Exception {
        assertThat(service.send("GET", "/things/a/", "").body()).isEqualTo("{\"name\":\"a\"}");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<String> answer = service.send("HEAD", "/things/a", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void answersOptionsWithTheMethods() throws Exception {
        HttpResponse<String> answer = service.send("OPTIONS", "/things/a", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET,HEAD,OPTIONS");
    }

    @Test
    void answersJsonWhateverTheClientAccepts() throws Exception {
        HttpResponse<String> answer = service.send("GET", "/things/a", "", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void saysWhichMethodsARouteHas() throws Exception {
        HttpResponse<String> answer = service.send("DELETE", "/things", "");

        assertFailure(answer, 405, "method_not_allowed", "DELETE /things: method not allowed (expected: POST)");
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void namesARouteThatDoesNotExist() throws Exception {
        assertFailure(
                service.send("GET", "/nowhere", ""),
                404,
                "not_found",
                "GET /nowhere: no such route (GET /openapi.yaml lists them)");
    }

    @Test
    void hidesTheDetailsOfAnUnexpectedFailure() throws Exception {
        HttpResponse<String> answer = service.send("GET", "/failures/unexpected", "");

        String id = answer.headers().firstValue("x-api-uuid").orElseThrow();
        assertFailure(
                answer,
                500,
                "internal_error",
                "the service failed unexpectedly; its log has the details under the id " + id);
    }

    @Test
    void answersTheServicesOwnFailures() throws Exception {
        assertFailure(service.send("GET", "/failures/full", ""), 507, "disk_full", "the disk is full");
    }

    @Test
    void namesAMissingParameter() throws Exception {
        assertFailure(
                service.send("GET", "/failures/parameter", ""), 400, "invalid_request", "number: value is missing");
    }

    @Test
    void refusesAnotherMediaType() throws Exception {
        assertFailure(
                service.send("POST", "/things", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported_media_type",
                "Content-Type: value application/x-www-form-urlencoded (expected: application/json)");
        assertFailure(
                service.send("POST", "/things", "{}"),
                415,
                "unsupported_media_type",
                "Content-Type: value absent (expected: application/json)");
    }

    @Test
    void refusesABodyThatAnnouncesTooMuch() throws Exception {
        String body = "x".repeat(10 * 1024 * 1024);

        assertFailure(
                service.send("POST", "/things", body, JSON_TYPE),
                413,
                "body_too_large",
                "body: 10485760 bytes (expected: at most 1048576)");
    }

    @Test
    void cutsOffABodyThatDoesNotAnnounceItsLength() throws Exception {
        byte[] body = new byte[2 * 1024 * 1024];
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/things".formatted(service.port())))
                .header("Authorization", "Bearer " + TestService.TOKEN)
                .headers(JSON_TYPE)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertFailure(answer, 413, "body_too_large", "body: too large (expected: at most 1 MiB)");
    }

    @Test
    void refusesTooLargeHeaders() throws Exception {
        assertFailure(
                service.send("GET", "/things/a", "", "x-large", "x".repeat(64 * 1024)),
                431,
                "headers_too_large",
                "headers: too large (expected: at most 16384 bytes together)");
    }

    @Test
    void tellsItsHealth() throws Exception {
        TestApplication.SwitchedCheck part = service.bean(TestApplication.SwitchedCheck.class);

        HttpResponse<String> up = service.sendWithoutToken("GET", "/health", "");
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(up.body()).isEqualTo("{\"status\":\"UP\",\"checks\":{\"part\":{\"status\":\"UP\"}}}");

        part.set(Readiness.down("it is switched off"));
        HttpResponse<String> down = service.sendWithoutToken("GET", "/health", "");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body())
                .isEqualTo("{\"status\":\"DOWN\",\"checks\":{\"part\":{\"status\":\"DOWN\",\"message\":\"it is switched"
                        + " off\"}}}");
        part.set(Readiness.ready());
    }

    @Test
    void countsWhatItDoes() throws Exception {
        service.send("GET", "/things/a", "");

        HttpResponse<String> metrics = service.send("GET", "/metrics", "");

        assertThat(metrics.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(metrics.body())
                .contains("jvm_memory_used_bytes")
                .containsPattern("http_server_requests_seconds_count\\{[^}]*uri=\"/things/\\{name}\"");
    }

    @Test
    void describesItsRoutes() throws Exception {
        HttpResponse<String> answer = service.send("GET", "/openapi.yaml", "");

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/yaml");
        assertThat(answer.body()).startsWith("openapi: 3.1.0");
    }
}
