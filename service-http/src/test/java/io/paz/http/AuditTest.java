package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.access.Actor;
import io.paz.http.access.ServiceCredential;
import io.paz.http.access.Token;
import io.paz.http.audit.AuditCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service records of requests, over real HTTP. */
final class AuditTest {

    private static final String JSON = "application/json";
    private static final String SECRET = "planted-secret-4711";

    @TempDir
    private static Path folder;

    private static TestService service;

    @BeforeAll
    static void start() throws Exception {
        service = start(folder);
    }

    private static TestService start(Path folder) throws Exception {
        return TestService.startWithToken(
                folder, "--audit", folder.resolve("audit").toString());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_change_is_recorded_with_who_what_when_from_where_and_result() throws Exception {
        long before = System.currentTimeMillis();
        HttpResponse<String> answer = service.send("POST", "/services/web/deploy/" + SECRET, "");
        long after = System.currentTimeMillis();

        JsonNode entry = newest("");
        assertThat(entry.at("/actor/kind").asString()).isEqualTo("administrator-token");
        assertThat(entry.path("action").asString()).isEqualTo("POST /services/web/deploy/***");
        assertThat(entry.path("service").asString()).isEqualTo("web");
        assertThat(entry.path("status").asInt()).isEqualTo(200);
        assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("at").asLong()).isBetween(before, after);
        assertThat(entry.path("requestId").asString())
                .isEqualTo(answer.headers().firstValue("x-api-uuid").orElseThrow());
    }

    @Test
    void a_record_is_in_the_file_when_its_answer_comes() throws Exception {
        service.send("POST", "/services", "{\"name\": \"web\", \"env\": \"" + SECRET + "\"}", "Content-Type", JSON);

        assertThat(written()).contains("\"POST /services\"", "\"service\":\"web\"");
    }

    @Test
    void bodies_queries_and_credentials_are_not_recorded() throws Exception {
        service.send(
                "POST", "/services?x=" + SECRET, "{\"name\": \"a\", \"b\": \"" + SECRET + "\"}", "Content-Type", JSON);
        service.send(
                "POST", "/services", "{\"name\": \"" + SECRET + " \"}", "Content-Type", JSON, "Cookie", "x=" + SECRET);
        service.sendWithoutToken("POST", "/hooks/" + SECRET, SECRET);
        service.sendWithoutToken("POST", "/services", SECRET, "Authorization", "Bearer " + SECRET);
        String opaque = "ab".repeat(32);
        service.sendWithoutToken("GET", "/none/" + opaque, "");

        assertThat(written()).contains("POST /hooks/***").doesNotContain(SECRET, TestService.TOKEN, opaque);
    }

    @Test
    void reads_are_not_recorded_and_refused_ones_are() throws Exception {
        service.send("GET", "/things/only-read", "");
        assertThat(written()).doesNotContain("only-read");

        // Others of this address within the minute are counted only.
        service.sendWithoutToken("GET", "/things/a", "", "X-Forwarded-For", "192.0.2.99");
        JsonNode entry = newest("?refused=true");
        assertThat(entry.path("event").asString()).isEqualTo("refused");
        assertThat(entry.at("/actor/kind").asString()).isEqualTo("nobody");
        assertThat(entry.path("status").asInt()).isEqualTo(401);
    }

    @Test
    void a_refused_request_names_who_may_not_do_that() throws Exception {
        service.sendWithoutToken(
                "POST", "/things", "", "Authorization", "Bearer limited", "X-Forwarded-For", "192.0.2.98");

        JsonNode entry = newest("?refused=true");
        assertThat(entry.at("/actor/id").asString()).isEqualTo("t1");
        assertThat(entry.path("status").asInt()).isEqualTo(403);
    }

    @Test
    void refusals_of_one_address_are_counted(@TempDir Path own) throws Exception {
        try (TestService attacked = start(own)) {
            for (int i = 0; i < 300; i++) {
                attacked.sendWithoutToken("POST", "/services", "");
            }
        }

        assertThat(written(own).lines()).hasSize(2);
        assertThat(written(own)).contains("\"count\":299");
    }

    @Test
    void an_address_is_taken_from_the_proxy_and_not_from_the_client() throws Exception {
        service.send("POST", "/services", "", "X-Forwarded-For", "198.51.100.1, 192.0.2.7");
        assertThat(newest("").path("address").asString()).isEqualTo("192.0.2.7");
        assertThat(newest("").path("hop").asString()).isEqualTo("127.0.0.1");

        service.send("POST", "/services", "", "X-Forwarded-For", "<script>");
        assertThat(newest("").path("address").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void what_another_service_recorded_or_does_by_itself_is_not_recorded() throws Exception {
        String credential =
                ServiceCredential.of(new Token(TestService.TOKEN), "caller").value();
        Actor person = new Actor(Actor.Kind.SESSION, "s1", "Ada");
        String before = written();
        service.sendWithoutToken(
                "POST", "/services", "", "Authorization", "Bearer " + credential, Actor.HEADER, person.headerValue());
        service.sendWithoutToken("POST", "/services", "", "Authorization", "Bearer " + credential);
        assertThat(written()).isEqualTo(before);

        service.send("POST", "/services", "", Actor.HEADER, person.headerValue());
        assertThat(newest("").at("/actor/kind").asString()).isEqualTo("administrator-token");
    }

    @Test
    void changes_at_once_are_one_whole_chain() throws Exception {
        IntStream.range(0, 40).parallel().forEach(i -> {
            try {
                assertThat(service.send("POST", "/services/s" + i + "/stop/x", "")
                                .statusCode())
                        .isEqualTo(200);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(written()).contains("POST /services/s0/stop", "POST /services/s39/stop");
        assertThat(command("verify")).startsWith("0 ").contains("is whole: ");
        assertThat(command("show", "3").lines()).hasSize(3);
    }

    @Test
    void a_page_has_the_next_ones_number_and_a_limit() throws Exception {
        for (int i = 0; i < 5; i++) {
            service.send("POST", "/services/paged/stop/x", "");
        }
        JsonNode page = get("?limit=2&service=paged").path("doc");
        assertThat(page.path("records")).hasSize(2);
        long next = page.path("next").asLong();
        assertThat(next).isEqualTo(page.at("/records/1/sequence").asLong());
        assertThat(get("?limit=2&before=" + next).at("/doc/records/0/sequence").asLong())
                .isEqualTo(next - 1);
        assertThat(service.send("GET", "/audit?limit=501", "").body())
                .contains("limit: value 501 (expected: 1 to 500)");
        assertThat(service.sendWithoutToken("GET", "/audit", "").statusCode()).isEqualTo(401);
    }

    @Test
    void a_change_that_cannot_be_recorded_is_refused(@TempDir Path own) throws Exception {
        try (TestService full = start(own)) {
            Path log = own.resolve("audit");
            Files.move(log, own.resolve("moved"));

            HttpResponse<String> answer = full.send("POST", "/services", "");
            assertThat(answer.statusCode()).isEqualTo(507);
            assertThat(answer.body()).contains("nothing is changed");
            assertThat(full.send("GET", "/things/a", "").statusCode()).isEqualTo(200);

            Files.move(own.resolve("moved"), log);
            assertThat(full.send("POST", "/services", "").statusCode()).isEqualTo(200);
        }
    }

    private JsonNode newest(String query) throws Exception {
        return get(query).at("/doc/records/0");
    }

    private JsonNode get(String query) throws Exception {
        HttpResponse<String> answer = service.send("GET", "/audit" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String written() throws IOException {
        return written(folder);
    }

    private static String written(Path folder) throws IOException {
        return Files.readString(folder.resolve("audit/audit-000000000001.jsonl"));
    }

    /** Exit status and what it printed. */
    private String command(String word, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] words = Stream.concat(
                        Stream.of("audit", word, folder.resolve("audit").toString()), Stream.of(more))
                .toArray(String[]::new);
        int status = AuditCommand.run(words, new PrintStream(out, true, StandardCharsets.UTF_8));
        return status + " " + out.toString(StandardCharsets.UTF_8);
    }
}
