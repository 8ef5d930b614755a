package io.paz.directory;

import static io.paz.directory.Directory.code;
import static io.paz.directory.Directory.json;
import static io.paz.directory.Directory.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ConfigApiTest {

    @TempDir
    Path data;

    private Directory directory;

    @BeforeEach
    void start() throws Exception {
        directory = Directory.start(
                data,
                "--reserved-ports",
                "9001",
                "--low-ports",
                "53",
                "--volume-paths",
                "/srv/paz",
                "--tcp-ports",
                "20000-20009");
        String body = "{\"name\":\"web\",\"dockerRepository\":\"a\",\"env\":{\"A\":\"1\",\"B\":\"2\"},\"user\":\"app\","
                + "\"domains\":[\"web.example.com\"],\"ports\":[{\"container\":80,\"host\":7000}]}";
        assertThat(directory.post(body).statusCode()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void replacesWholeTopLevelFieldsAndLeavesTheRest() throws Exception {
        long before = System.currentTimeMillis();

        HttpResponse<String> answer = directory.patch("web", "{\"env\":{\"C\":\"3\"},\"stopTimeoutSeconds\":5}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"doc\":{\"publicFacing\":false,\"numInstances\":1,\"ports\":[{\"container\":80,\"host\":7000}],"
                                + "\"env\":{\"C\":\"3\"},\"volume\":{},\"user\":\"app\",\"stopTimeoutSeconds\":5,\"domains\":[\"web.example.com\"]}}");
        assertThat(directory.get("/services/web/config").body()).isEqualTo(answer.body());
        assertThat(json(directory.get("/services/web"))
                        .at("/doc/lastModifiedTime")
                        .asLong())
                .isBetween(before, System.currentTimeMillis());
    }

    @Test
    void takesAFieldBackToItsDefaultForNull() throws Exception {
        HttpResponse<String> answer = directory.patch(
                "web", "{\"env\":null,\"user\":null,\"domains\":null,\"ports\":null,\"numInstances\":null}");

        assertThat(answer.body())
                .isEqualTo(
                        "{\"doc\":{\"publicFacing\":false,\"numInstances\":1,\"ports\":[],\"env\":{},\"volume\":{}}}");
    }

    @Test
    void keeps_who_changed_which_fields_without_their_values() throws Exception {
        assertThat(changes()).isEmpty();
        directory.patch("web", "{\"env\":{\"C\":\"planted\"},\"stopTimeoutSeconds\":5,\"user\":\"app\"}");
        directory.patch("web", "{\"stopTimeoutSeconds\":5}");
        directory.patch("web", "{\"numInstances\":2,\"user\":\"a b\"}");
        directory.patch("web", "{\"user\":null}");

        assertThat(changes()).hasSize(2);
        assertThat(changes().get(0).path("fields")).hasToString("[\"user\"]");
        assertThat(changes().get(1).path("fields")).hasToString("[\"env\",\"stopTimeoutSeconds\"]");
        assertThat(changes().get(1).path("requestedBy").path("kind").asString()).isEqualTo("nobody");
        assertThat(directory.get("/services/web/config/changes").body()).doesNotContain("planted");
        assertThat(directory.get("/services/nobody/config/changes").statusCode())
                .isEqualTo(404);
    }

    @Test
    void keeps_the_last_hundred_changes_and_none_of_a_service_that_is_gone() throws Exception {
        for (int seconds = 1; seconds <= 103; seconds++) {
            directory.patch("web", "{\"stopTimeoutSeconds\":%d}".formatted(seconds));
        }
        assertThat(changes()).hasSize(100);
        directory.delete("/services/web");
        directory.post("{\"name\":\"web\",\"dockerRepository\":\"a\"}");
        assertThat(changes()).isEmpty();
    }

    private List<JsonNode> changes() throws Exception {
        return json(directory.get("/services/web/config/changes"))
                .path("doc")
                .valueStream()
                .toList();
    }

    @Test
    void changesNothingWhenAFieldIsRefused() throws Exception {
        String before = directory.get("/services/web").body();

        HttpResponse<String> answer = directory.patch("web", "{\"numInstances\":2,\"user\":\"a b\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer)).isEqualTo("user: value \"a b\" (expected: a user such as app, 1000 or 1000:1000)");
        assertThat(directory.get("/services/web").body()).isEqualTo(before);
    }

    @Test
    void refusesFieldsThatAreNotOfTheConfiguration() throws Exception {
        for (String field : new String[] {"name", "dockerRepository", "description", "config", "x"}) {
            HttpResponse<String> answer = directory.patch("web", "{\"%s\":\"x\"}".formatted(field));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("unknown_field");
            assertThat(message(answer)).startsWith(field + ": unknown field (expected one of: publicFacing, ");
        }
        assertThat(directory.patch("web", "[]").statusCode()).isEqualTo(400);
        assertThat(directory.patch("web", "").statusCode()).isEqualTo(400);
    }

    @Test
    void gives_one_owner_to_a_route_and_lets_services_share_a_host_by_paths() throws Exception {
        directory.post("{\"name\":\"api\",\"dockerRepository\":\"a\"}");
        directory.post("{\"name\":\"other\",\"dockerRepository\":\"a\"}");
        assertThat(routes("api", "{\"host\":\"WEB.example.com\",\"path\":\"/api/\"}")
                        .body())
                .contains("\"routes\":[{\"host\":\"web.example.com\",\"path\":\"/api\"}]");

        HttpResponse<String> taken = routes("other", "{\"host\":\"web.example.com\",\"path\":\"/api\"}");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(code(taken)).isEqualTo("route_taken");
        assertThat(message(taken))
                .isEqualTo("route web.example.com/api belongs to the service api (expected: one that no service has)");
        assertThat(code(routes("other", "{\"host\":\"web.example.com\",\"path\":\"/\"}")))
                .isEqualTo("domain_taken");
        assertThat(code(routes("web", "{\"path\":\"/api\",\"stripPrefix\":true}")))
                .isEqualTo("route_taken");

        assertThat(routes("other", "{\"host\":\"web.example.com\",\"path\":\"/api/v2\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(routes("web", "{\"host\":\"web.example.com\",\"redirect\":{\"url\":\"/x\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(directory.patch("api", "{\"routes\":null}").statusCode()).isEqualTo(200);
        assertThat(routes("other", "{\"host\":\"web.example.com\",\"path\":\"/api\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> routes(String service, String route) throws Exception {
        return directory.patch(service, "{\"routes\":[" + route + "]}");
    }

    @Test
    void givesOneOwnerToADomainAndToAHostPort() throws Exception {
        assertThat(directory
                        .post("{\"name\":\"other\",\"dockerRepository\":\"a\"}")
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<String> domain = directory.patch("other", "{\"domains\":[\"WEB.example.com\"]}");
        assertThat(domain.statusCode()).isEqualTo(409);
        assertThat(code(domain)).isEqualTo("domain_taken");
        assertThat(message(domain))
                .isEqualTo("domain web.example.com belongs to the service web (expected: one that no service has)");
        HttpResponse<String> port = directory.patch("other", "{\"ports\":[{\"container\":1,\"host\":7000}]}");
        assertThat(port.statusCode()).isEqualTo(409);
        assertThat(code(port)).isEqualTo("port_taken");
        HttpResponse<String> created =
                directory.post("{\"name\":\"third\",\"dockerRepository\":\"a\",\"domains\":[\"web.example.com\"]}");
        assertThat(created.statusCode()).isEqualTo(409);
        assertThat(directory.get("/services/third").statusCode()).isEqualTo(404);

        assertThat(directory
                        .patch("web", "{\"domains\":[\"new.example.com\"],\"ports\":[]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(directory
                        .patch(
                                "other",
                                "{\"domains\":[\"web.example.com\"],\"ports\":[{\"container\":1,\"host\":7000}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsItsOwnClaimsWhileItChanges() throws Exception {
        assertThat(directory
                        .patch("web", "{\"domains\":[\"more.example.com\",\"web.example.com\"]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(directory.patch("web", "{\"stopTimeoutSeconds\":5}").statusCode())
                .isEqualTo(200);
        HttpResponse<String> other =
                directory.post("{\"name\":\"other\",\"dockerRepository\":\"a\",\"domains\":[\"web.example.com\"]}");
        assertThat(other.statusCode()).isEqualTo(409);
    }

    @Test
    void refusesAFixedHostPortForSeveralInstances() throws Exception {
        HttpResponse<String> several = directory.patch("web", "{\"numInstances\":2}");
        assertThat(several.statusCode()).isEqualTo(400);
        assertThat(message(several))
                .isEqualTo("numInstances: value 2 (expected: 1, since ports has the host port [7000], which only one"
                        + " instance can have; leave out host to have it chosen)");
        assertThat(directory
                        .patch("web", "{\"numInstances\":2,\"ports\":[{\"container\":80}]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(message(directory.patch("web", "{\"ports\":[{\"container\":80,\"host\":7000}]}")))
                .startsWith("numInstances: value 2 ");
        String created =
                "{\"name\":\"api\",\"dockerRepository\":\"a\",\"numInstances\":2,\"ports\":[{\"container\":80,\"host\":7001}]}";
        assertThat(directory.post(created).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWhatThePlatformKeepsForItself() throws Exception {
        HttpResponse<String> port = directory.patch("web", "{\"ports\":[{\"container\":1,\"host\":9001}]}");
        assertThat(message(port))
                .isEqualTo("ports[0].host: value 9001 (expected: a port that Paz itself does not use)");
        for (int low : new int[] {22, 80, 443, 1023}) {
            assertThat(message(directory.patch("web", "{\"ports\":[{\"container\":1,\"host\":%d}]}".formatted(low))))
                    .startsWith("ports[0].host: value %d (expected: 1024 to 65535, since ".formatted(low));
        }
        assertThat(directory
                        .patch("web", "{\"ports\":[{\"container\":1,\"host\":53}]}")
                        .statusCode())
                .as("allowed with --low-ports")
                .isEqualTo(200);
        HttpResponse<String> path = directory.patch("web", "{\"volume\":{\"/etc\":\"/x\"}}");
        assertThat(message(path))
                .isEqualTo(
                        "volume: value \"/etc\" (expected: a volume's name, or a host path within one of [/srv/paz]; the"
                                + " operator allows more folders with --volume-paths of ./paz up, or PAZ_VOLUME_PATHS on a"
                                + " cluster)");
        assertThat(directory
                        .patch("web", "{\"volume\":{\"/srv/pazzz\":\"/x\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(directory
                        .patch("web", "{\"volume\":{\"/srv/paz/a\":\"/x\",\"named\":\"/y\"}}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_public_tcp_port_has_one_owner_and_a_service_stays_one_of_tcp_or_of_http() throws Exception {
        String mail = "{\"name\":\"%s\",\"dockerRepository\":\"a\",\"ports\":[{\"container\":25,\"protocol\":\"tcp\","
                + "\"publicPort\":20005,\"proxyProtocol\":true}]}";
        assertThat(directory.post(mail.formatted("mail")).statusCode()).isEqualTo(201);
        HttpResponse<String> second = directory.post(mail.formatted("mail-two"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(message(second)).contains("public TCP port 20005", "mail");

        HttpResponse<String> byHttp = directory.patch("mail", "{\"ports\":[{\"container\":25,\"protocol\":\"h2c\"}]}");
        assertThat(byHttp.statusCode()).isEqualTo(400);
        assertThat(message(byHttp))
                .startsWith("ports[0].protocol: value \"not tcp\" (expected: a protocol of the same kind");
        assertThat(directory
                        .patch(
                                "mail",
                                mail.formatted("mail")
                                        .replaceFirst(".*\"ports\"", "{\"ports\"")
                                        .replace("20005", "20006"))
                        .statusCode())
                .isEqualTo(200);
    }
}
