package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.web.SchedulerUnderTest.Answer;
import io.paz.testing.CleanEtcd;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the directory refuses is no outage, and a push concerns every service of its repository. */
class DirectoryRefusalsTest {

    private static final String DEPLOY_WEB = "{\"serviceName\":\"web\"}";
    private static final String PUSH = """
            {"push_data":{"tag":"v7"},"repository":{"repo_name":"team/web","repo_url":"https://hub.docker.com/r/team/web"}}""";

    @RegisterExtension
    static final CleanEtcd ETCD = new CleanEtcd();

    @TempDir
    Path folder;

    private SchedulerUnderTest scheduler;

    @BeforeEach
    void start() throws IOException {
        scheduler = new SchedulerUnderTest(ETCD.real(), folder);
        scheduler.service("web", "team/web");
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_field",
        "401, 502, directory_refused",
        "403, 502, directory_refused",
        "408, 503, unavailable",
        "409, 400, invalid_field",
        "429, 503, unavailable",
        "500, 503, unavailable",
        "507, 503, unavailable"
    })
    void a_status_of_the_directory_keeps_its_meaning(int refusal, int status, String code) {
        scheduler.refusal = refusal;
        for (String path : new String[] {"/hooks/deploy", "/services/web/scale", "/hooks/dockerhub"}) {
            String body = path.endsWith("deploy") ? DEPLOY_WEB : path.endsWith("scale") ? "{\"instances\":2}" : PUSH;
            Answer answer = scheduler.post(path, body);
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(status);
            assertThat(answer.tree().path("code").asString()).isEqualTo(code);
            assertThat(answer.tree().path("message").asString()).contains("service-directory answered " + refusal);
        }
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();
    }

    @Test
    void a_push_deploys_every_service_of_its_repository_and_says_all_of_them() {
        scheduler.service("shop", "team/web");
        scheduler.service("other", "team/other");

        Answer answer = scheduler.post("/hooks/dockerhub", PUSH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.tree().path("statusCode").asInt()).isEqualTo(201);
        assertThat(answer.tree().path("deployment").asString()).isEqualTo("/deployments/shop/1");
        assertThat(answer.tree()
                        .path("services")
                        .valueStream()
                        .map(each -> each.path("service").asString() + " "
                                + each.path("deployment").asString()))
                .containsExactly("shop /deployments/shop/1", "web /deployments/web/1");
        for (String service : new String[] {"shop", "web"}) {
            Answer deployment = scheduler.get("/deployments/" + service + "/1");
            assertThat(deployment.tree().at("/doc/image").asString()).isEqualTo("team/web:v7");
        }
        assertThat(scheduler.get("/deployments/other/1").status()).isEqualTo(404);
    }

    @Test
    void a_service_that_is_refused_keeps_no_other_from_a_push() {
        scheduler.service("shop", "team/web");
        scheduler.services.computeIfPresent("shop", (name, json) -> json.replace("$x", "a\\u0000b"));

        Answer answer = scheduler.post("/hooks/dockerhub", PUSH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.tree().path("deployment").asString()).isEqualTo("/deployments/web/1");
        assertThat(answer.tree().at("/services/0/service").asString()).isEqualTo("shop");
        assertThat(answer.tree().at("/services/0/failure").asString()).startsWith("env.A: contains U+0000");
        assertThat(answer.tree().at("/services/1/version").asInt()).isEqualTo(1);

        scheduler.services.remove("web");
        Answer none = scheduler.post("/hooks/dockerhub", PUSH);
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.tree().path("message").asString()).startsWith("env.A: contains U+0000");
    }

    @Test
    void a_push_of_one_service_is_answered_as_ever() {
        assertThat(scheduler.post("/hooks/dockerhub", PUSH).tree().propertyNames())
                .containsExactly("statusCode", "version", "deployment", "state");
    }
}
