package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.web.SchedulerUnderTest.Answer;
import io.paz.testing.CleanEtcd;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A preview says what a deployment then does. */
class PreviewApiTest {

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

    @Test
    void a_preview_changes_nothing_and_comes_true() {
        scheduler.post("/hooks/deploy?wait=true", "{\"serviceName\":\"web\"}");
        scheduler.services.computeIfPresent("web", (name, json) -> json.replace("\"A\":\"$x\"", "\"A\":\"$y\""));
        String before = keys();
        JsonNode preview = scheduler
                .post("/services/web/preview", "{\"dockerRepository\":\"team/web:2\"}")
                .tree()
                .path("doc");

        assertThat(keys()).isEqualTo(before);
        assertThat(scheduler.get("/journal").tree().path("doc")).hasSize(1);
        assertThat(preview.path("version").asInt()).isEqualTo(2);
        assertThat(preview.path("environment").toString())
                .isEqualTo("[{\"name\":\"A\",\"before\":\"$x\",\"after\":\"$y\"}]");
        assertThat(preview.path("proxy").valueStream().map(PreviewApiTest::line))
                .containsExactly(
                        "removed haproxy.cfg: server web-1-1 <host>:<port> check inter 2s fastinter 250ms rise 1 fall 3 pool-purge-delay 250ms weight 100",
                        "removed haproxy.cfg: server web-1-2 <host>:<port> check inter 2s fastinter 250ms rise 1 fall 3 pool-purge-delay 250ms weight 100",
                        "added haproxy.cfg: server web-2-1 <host>:<port> check inter 2s fastinter 250ms rise 1 fall 3 pool-purge-delay 250ms weight 100",
                        "added haproxy.cfg: server web-2-2 <host>:<port> check inter 2s fastinter 250ms rise 1 fall 3 pool-purge-delay 250ms weight 100",
                        "removed health.map: web-1 /health",
                        "added health.map: web-2 /health");
        JsonNode unit = preview.path("units").get(0);
        assertThat(unit.path("name").asString()).isEqualTo("web-2-1.service");
        assertThat(unit.path("change").asString()).isEqualTo("replaced");
        assertThat(unit.path("diff").asString())
                .startsWith("--- web-1-1.service\n+++ web-2-1.service\n@@ ")
                .contains("\n-Description=(web 1, instance 1)\n+Description=(web 2, instance 1)\n");

        scheduler.post("/hooks/deploy?wait=true", "{\"serviceName\":\"web\",\"dockerRepository\":\"team/web:2\"}");
        List<String> names = preview.path("units")
                .valueStream()
                .map(each -> each.path("name").asString())
                .sorted()
                .toList();
        assertThat(scheduler.fleet.units()).isEqualTo(names);
        preview.path("keys").valueStream().forEach(key -> assertThat(
                        keys().lines().anyMatch(key.path("name").asString()::equals))
                .as(key.toString())
                .isEqualTo(key.has("after")));
    }

    @Test
    void a_secret_variable_is_a_fingerprint_everywhere_and_a_rotation_is_no_change() {
        variable("$x", "paz-secret:0123456789abcdef:paz1.first");
        scheduler.post("/hooks/deploy?wait=true", "{\"serviceName\":\"web\"}");
        variable("paz1.first", "paz1.rotated");
        assertThat(scheduler.post("/services/web/preview", "").tree().at("/doc/environment"))
                .isEmpty();
        variable("0123456789abcdef:paz1.rotated", "ffffffffffffffff:paz1.other");
        Answer preview = scheduler.post("/services/web/preview", "");

        assertThat(preview.tree().at("/doc/environment").toString())
                .isEqualTo(
                        "[{\"name\":\"A\",\"before\":\"paz-secret:0123456789abcdef\",\"after\":\"paz-secret:ffffffffffffffff\"}]");
        assertThat(preview.tree().at("/doc/units/0/diff").asString()).contains("paz-secret:ffffffffffffffff");
        assertThat(preview.body()).doesNotContain("paz1.");
        for (String path : List.of(
                "/journal",
                "/deployments",
                "/deployments/web/1",
                "/config/web/history",
                "/config/web/version/latest")) {
            assertThat(scheduler.get(path).body())
                    .as(path)
                    .contains("\"A\":\"paz-secret:0123456789abcdef\"")
                    .doesNotContain("paz1.");
        }
    }

    private void variable(String before, String after) {
        scheduler.services.computeIfPresent("web", (name, json) -> json.replace(before, after));
    }

    @Test
    void a_health_check_and_a_response_timeout_are_published_and_shown_before() {
        scheduler.services.computeIfPresent(
                "web",
                (name, json) -> json.replace(
                        "\"path\":\"/health\"},",
                        "\"path\":\"/health\",\"host\":\"a.example:80\",\"method\":\"HEAD\",\"expectedStatus\":\"200,204\"},"
                                + "\"responseTimeoutSeconds\":3600,\"httpsRedirect\":false,\"hstsSeconds\":600,"));
        String version = "/paz/config/services/web/versions/1/";
        String timeout = "/paz/config/services/web/response-timeout";
        String redirect = "/paz/config/services/web/https-redirect";
        String hsts = "/paz/config/services/web/hsts";
        assertThat(scheduler
                        .post("/services/web/preview", "")
                        .tree()
                        .at("/doc/keys")
                        .valueStream()
                        .map(key -> key.path("name").asString() + " = "
                                + key.path("after").asString()))
                .contains(
                        timeout + " = 3600",
                        redirect + " = off",
                        hsts + " = 600",
                        version + "health-host = a.example:80",
                        version + "health-method = HEAD",
                        version + "health-status = 200,204");

        scheduler.post("/hooks/deploy?wait=true", "{\"serviceName\":\"web\"}");
        assertThat(ETCD.get(version + "health-host")).isEqualTo("a.example:80");
        assertThat(ETCD.get(version + "health-method")).isEqualTo("HEAD");
        assertThat(ETCD.get(version + "health-status")).isEqualTo("200,204");
        assertThat(ETCD.get(timeout)).isEqualTo("3600");
        assertThat(ETCD.get(redirect)).isEqualTo("off");
        assertThat(ETCD.get(hsts)).isEqualTo("600");

        scheduler.service("web", "team/web");
        scheduler.post("/hooks/deploy?wait=true", "{\"serviceName\":\"web\"}");
        assertThat(keys()).doesNotContain(timeout, redirect, hsts, "health-host", "health-method", "health-status");

        scheduler.post("/deployments/web/1/rollback?wait=true", "");
        assertThat(ETCD.get(redirect)).isEqualTo("off");
        assertThat(ETCD.get(hsts)).isEqualTo("600");
        assertThat(scheduler
                        .get("/deployments/web/3")
                        .tree()
                        .at("/doc/config/hstsSeconds")
                        .asInt())
                .isEqualTo(600);
        assertThat(scheduler.delete("/services/web").status()).isEqualTo(204);
        assertThat(keys()).doesNotContain(redirect, hsts);
    }

    private static String line(JsonNode line) {
        return line.path("change").asString() + " " + line.path("file").asString() + ": "
                + line.path("line").asString();
    }

    @Test
    void a_terminal_gets_a_text() {
        ETCD.ctl("put", "/paz/config/domain", "example.net");
        ETCD.ctl("put", "/paz/config/services/web/domains/old.example.org", "");
        Answer answer = scheduler.send(scheduler
                .request("/services/web/preview")
                .header("Accept", "text/plain")
                .POST(BodyPublishers.noBody()));
        assertThat(answer.response().headers().firstValue("content-type").orElse(""))
                .startsWith("text/plain");
        assertThat(answer.body())
                .startsWith(
                        "web: version 1\nimage team/web\nstrategy rolling: no version serves\n\nTasks\nsubmit instances [1, 2]")
                .contains("\nEnvironment\n+ A = $x\n")
                .contains("\n+ /paz/config/services/web/versions/1/health-path = /health\n")
                .contains("\n+ hosts-public.map: web.example.org web\n")
                .contains("\n+ hosts-public.map: web.example.net web\n")
                .doesNotContain("old.example.org")
                .contains("\nweb-1-1.service added\n--- /dev/null\n+++ web-1-1.service\n@@ -1,0 +1,");
    }

    @Test
    void a_terminal_is_told_a_failure_too() {
        Answer answer = scheduler.send(scheduler
                .request("/services/nobody/preview")
                .header("Accept", "text/plain")
                .POST(BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.tree().path("message").asString()).startsWith("service: value nobody");
    }

    @Test
    void what_cannot_be_deployed_cannot_be_previewed() {
        assertThat(scheduler.post("/services/nobody/preview", "{}").status()).isEqualTo(404);
        assertThat(scheduler.post("/services/web/preview", "{\"x\":1}").status())
                .isEqualTo(400);
        Answer other = scheduler.post("/services/web/preview", "{\"dockerRepository\":\"evil/web\"}");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.tree().path("message").asString()).startsWith("dockerRepository: value evil/web");
        scheduler.services.computeIfPresent("web", (name, json) -> json.replace("$x", "a\\u0000b"));
        Answer unrenderable = scheduler.post("/services/web/preview", "{}");
        assertThat(unrenderable.status()).isEqualTo(400);
        assertThat(unrenderable.tree().path("message").asString()).startsWith("env.A: contains U+0000");
        scheduler.directoryDown = true;
        assertThat(scheduler.post("/services/web/preview", "{}").status()).isEqualTo(503);
    }

    private String keys() {
        return ETCD.ctl("get", "--prefix", "/paz/", "--keys-only");
    }
}
