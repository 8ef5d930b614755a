package io.paz.orchestrator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.access.Actor;
import io.paz.http.access.ServiceCredential;
import io.paz.http.access.Token;
import io.paz.http.limit.RequestLimitFilter;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import io.paz.orchestrator.testing.PartStandIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others answer, and what is not there. */
final class PassedOnTest {

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;

    @BeforeAll
    static void start() throws IOException {
        paz = OrchestratorUnderTest.whole(folder);
    }

    @AfterAll
    static void stop() {
        paz.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/cluster/hosts/m9, 'host: value m9 (expected: '",
        "/cluster/hosts/m9/health, 'host: value m9 (expected: '",
        "/cluster/units/no-1-1, 'unit: value no-1-1 (expected: '",
        "/cluster/units/no-1-1/health, 'unit: value no-1-1 (expected: '",
        "/services/other/units/paz-scheduler, 'unit: value paz-scheduler (expected: '",
        "/services/.%2A/units/paz-scheduler/health, 'unit: value paz-scheduler (expected: '",
        "/cluster/load-balancers/no, 'load balancer: value no (expected: '",
        "/cluster/load-balancers/no/health, 'load balancer: value no (expected: '",
        "/nowhere, ''"
    })
    void what_is_not_there_is_404_by_name(String path, String message) {
        Answer answer = paz.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.tree().path("message").asString()).startsWith(message);
        assertThat(answer.tree().path("uuid").asString())
                .isEqualTo(answer.response().headers().firstValue("x-api-uuid").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /services?dockerRepository=team%2Fweb, directory, GET /services?dockerRepository=team%2Fweb",
        "POST, /services, directory, POST /services",
        "GET, /services/web, directory, GET /services/web",
        "GET, /services/a%2Fb, directory, GET /services/a%2Fb",
        "DELETE, /services/web, scheduler, DELETE /services/web",
        "GET, /services/web/config/next, directory, GET /services/web/config",
        "PATCH, /services/web/config/next, directory, PATCH /services/web/config",
        "GET, /services/web/config/last, scheduler, GET /config/web/version/latest",
        "GET, /services/web/config/history, scheduler, GET /config/web/history",
        "GET, /services/web/config/history/2, scheduler, GET /config/web/version/2",
        "POST, /services/web/scale, scheduler, POST /services/web/scale",
        "POST, /services/web/preview, scheduler, POST /services/web/preview",
        "POST, /hooks/deploy?wait=true, scheduler, POST /hooks/deploy?wait=true",
        "GET, /hooks/dockerhub/web, scheduler, GET /hooks/dockerhub/web",
        "GET, /journal?after=3, scheduler, GET /journal?after=3",
        "GET, /deployments?service=web, scheduler, GET /deployments?service=web",
        "GET, /deployments/web/1, scheduler, GET /deployments/web/1",
        "POST, /deployments/web/1/rollback, scheduler, POST /deployments/web/1/rollback",
        "POST, /deployments/web/1/abort, scheduler, POST /deployments/web/1/abort",
        "GET, /operations/web/1, scheduler, GET /operations/web/1",
        "GET, /operations/web?limit=5, scheduler, GET /operations/web?limit=5",
        "GET, /services/web/state, scheduler, GET /services/web",
        "GET, /services/a%2Fb/state, scheduler, GET /services/a%2Fb",
        "GET, /cluster/services, scheduler, GET /services",
        "POST, /hooks/dockerhub/web/s3cret, scheduler, POST /hooks/dockerhub/web/s3cret",
        "GET, /hooks?service=web, scheduler, GET /hooks?service=web",
        "POST, /hooks, scheduler, POST /hooks",
        "GET, /hooks/1f, scheduler, GET /hooks/1f",
        "DELETE, /hooks/1f, scheduler, DELETE /hooks/1f",
        "GET, /drift, scheduler, GET /drift",
        "GET, /drift/web, scheduler, GET /drift/web",
        "GET, /space, scheduler, GET /space",
        "POST, /space/cleanup, scheduler, POST /space/cleanup"
    })
    void what_others_answer_comes_back_unchanged(String method, String path, String part, String asked) {
        PartStandIn behind = part.equals("directory") ? paz.directory : paz.scheduler;
        behind.on(asked, 418, "{\"code\":\"c\",\"message\":\"as it came\",\"uuid\":\"u\"}");
        String body = method.equals("GET") || method.equals("DELETE") ? "" : "{\"a\": 1 }";

        Answer answer = paz.send(paz.request(path)
                .header("Content-Type", "application/json")
                .header("x-api-uuid", "01234567-89ab-cdef-0123-456789abcdef")
                .header("Cookie", "session=secret")
                .header(Actor.HEADER, Actor.NOBODY.headerValue())
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("{\"code\":\"c\",\"message\":\"as it came\",\"uuid\":\"u\"}");
        assertThat(behind.asked)
                .contains(new PartStandIn.Asked(
                        asked, "Bearer " + credential(), "01234567-89ab-cdef-0123-456789abcdef", body));
        assertThat(behind.headers.get(asked))
                .containsEntry("Paz-actor", List.of(Actor.ADMINISTRATOR_TOKEN.headerValue()));
    }

    private static String credential() {
        return ServiceCredential.of(new Token(OrchestratorUnderTest.TOKEN), "orchestrator")
                .value();
    }

    @Test
    void a_delivery_to_a_hook_needs_no_token_and_keeps_its_proof() {
        String asked = "POST /hooks/in/1f";
        paz.scheduler.on(asked, 200, "{\"ignored\":\"a ping\"}");
        HttpRequest.Builder delivery = HttpRequest.newBuilder(URI.create("http://" + paz.url() + "/hooks/in/1f"))
                .header("X-Hub-Signature-256", "sha256=0a")
                .header("X-GitHub-Event", "ping")
                .header("webhook-signature", "v1,x v1,y")
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\": 1 }"));

        assertThat(paz.send(delivery).body()).isEqualTo("{\"ignored\":\"a ping\"}");
        assertThat(paz.scheduler.headers.get(asked))
                .containsEntry("X-hub-signature-256", List.of("sha256=0a"))
                .containsEntry("X-github-event", List.of("ping"))
                .containsEntry("Webhook-signature", List.of("v1,x v1,y"))
                .containsEntry("Authorization", List.of("none"));
        assertThat(paz.send(delivery.header("Authorization", "a secret")).status())
                .isEqualTo(200);
        assertThat(paz.scheduler.headers.get(asked)).containsEntry("Authorization", List.of("a secret"));
        assertThat(paz.scheduler.asked).anySatisfy(each -> {
            assertThat(each.request()).isEqualTo(asked);
            assertThat(each.body()).isEqualTo("{\"a\": 1 }");
        });
    }

    @Test
    void a_token_that_a_part_refuses_is_no_matter_of_the_caller() {
        paz.scheduler.on("GET /drift/web", 401, "{\"code\":\"unauthorized\",\"message\":\"m\",\"uuid\":\"u\"}");
        Answer answer = paz.get("/drift/web");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.tree().path("message").asString()).startsWith("scheduler answered 401: ");
    }

    @Test
    void a_body_over_the_limit_that_does_not_announce_its_length_is_413() {
        paz.directory.on("POST /services", 201, "{}");
        Answer answer = paz.send(paz.request("/services")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[RequestLimitFilter.BODY + 1]))));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.tree().path("code").asString()).isEqualTo("body_too_large");
    }

    @Test
    void without_the_token_nothing_but_health_answers() {
        for (String path : List.of("/cluster", "/services", "/socket", "/deployments")) {
            Answer answer = paz.send(HttpRequest.newBuilder(URI.create("http://" + paz.url() + path)));
            assertThat(answer.status()).as(path).isEqualTo(401);
        }
        assertThat(paz.get("/health").status()).isEqualTo(200);
    }
}
