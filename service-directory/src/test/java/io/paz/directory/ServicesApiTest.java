package io.paz.directory;

import static io.paz.directory.Directory.code;
import static io.paz.directory.Directory.json;
import static io.paz.directory.Directory.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesApiTest {

    @TempDir
    Path data;

    private Directory directory;

    @BeforeEach
    void start() {
        directory = Directory.start(data);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private static String withoutTime(HttpResponse<String> answer) {
        assertThat(json(answer).at("/doc/createdTime").asLong())
                .isCloseTo(
                        System.currentTimeMillis(),
                        within(Duration.ofMinutes(10).toMillis()));
        return answer.body().replaceFirst(",\"createdTime\":[0-9]+", "");
    }

    @Test
    void removesNoServiceOfThatNameThatWasCreatedAtAnotherTime() throws Exception {
        create("web", "a");
        long created = createdTime("web");

        HttpResponse<String> answer = directory.delete("/services/web?createdTime=" + (created - 1));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(message(answer)).contains("there is no service web that was created at ");
        assertThat(directory.delete("/services/web?createdTime=yesterday").statusCode())
                .isEqualTo(400);
        assertThat(createdTime("web")).isEqualTo(created);
        assertThat(directory.delete("/services/web?createdTime=" + created).statusCode())
                .isEqualTo(204);
        assertThat(directory.get("/services/web").statusCode()).isEqualTo(404);
    }

    private long createdTime(String name) throws Exception {
        return json(directory.get("/services/" + name)).at("/doc/createdTime").asLong();
    }

    @Test
    void createsWithDefaults() throws Exception {
        HttpResponse<String> answer = directory.post("{\"name\":\"demo-api\",\"dockerRepository\":\"paz/demo-api\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).hasValue("/services/demo-api");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(withoutTime(answer))
                .isEqualTo("{\"doc\":{\"name\":\"demo-api\",\"dockerRepository\":\"paz/demo-api\",\"config\":{"
                        + "\"publicFacing\":false,\"numInstances\":1,\"ports\":[],\"env\":{},\"volume\":{}}}}");
        assertThat(directory.get("/services/demo-api").body()).isEqualTo(answer.body());
    }

    @Test
    void keepsEveryFieldAsItWasGiven() throws Exception {
        String config = """
                {"publicFacing":true,"numInstances":1,"ports":[{"container":8080},{"container":9,"host":7000}],\
                "env":{"discovery.type":"single-node","a b-1":"","Z":"1","A":"pa$$word #\\n{{.X}} %i"},"volume":{"data":"/var/data"},"user":"1000:1000",\
                "healthCheck":{"path":"/health","intervalSeconds":5,"timeoutSeconds":3,"healthyAfter":2,"unhealthyAfter":4,"startPeriodSeconds":60,\
                "host":"shop.example.com:8080","method":"HEAD","expectedStatus":"200-299,401"},\
                "stopTimeoutSeconds":0,"resources":{"memory":"64m","cpus":0.5},"domains":["shop.example.com"],\
                "strategy":{"type":"canary","steps":[5,25,50],"stepSeconds":60,"minRequests":50,"maxErrorIncrease":0.01,"maxSlowdown":2.0},"command":["sh","-c","exit 0"],"labels":{"team":"a"},\
                "pull":"if-missing","sharedVolumes":["data"],"responseTimeoutSeconds":3600,"upstreams":["orders","stock-2"],\
                "confinement":{"pids":4096,"noNewPrivileges":false,"addCapabilities":["NET_RAW"]},"httpsRedirect":false,"hstsSeconds":0,"proxy":{"maxBodyBytes":0,"allowedNetworks":["10.0.0.0/8"],"maintenance":{}}}""";
        String body = "{\"name\":\"shop\",\"description\":\"A shop, 100% <b>\",\"dockerRepository\":\"team/shop:1\","
                + config.substring(1);

        HttpResponse<String> answer = directory.post(body);

        assertThat(withoutTime(answer))
                .isEqualTo("{\"doc\":{\"name\":\"shop\",\"description\":\"A shop, 100%% <b>\",".replace("%%", "%")
                        + "\"dockerRepository\":\"team/shop:1\",\"config\":" + config + "}}");
        assertThat(directory.get("/services/shop").body()).isEqualTo(answer.body());
        assertThat(directory.get("/services/shop/config").body()).isEqualTo("{\"doc\":" + config + "}");
    }

    @Test
    void normalisesDomains() throws Exception {
        HttpResponse<String> answer = directory.post(
                "{\"name\":\"shop\",\"dockerRepository\":\"a\",\"domains\":[\"Shop.Example.COM\",\"bücher.example\"]}");

        assertThat(json(answer).at("/doc/config/domains").toString())
                .isEqualTo("[\"shop.example.com\",\"xn--bcher-kva.example\"]");
    }

    @Test
    void refusesANameThatIsTaken() throws Exception {
        create("demo-api", "a");

        HttpResponse<String> answer = directory.post("{\"name\":\"demo-api\",\"dockerRepository\":\"b\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("name_taken");
        assertThat(message(answer))
                .isEqualTo("name: value \"demo-api\" is taken (expected: a name that no service has)");
        assertThat(json(directory.get("/services/demo-api"))
                        .at("/doc/dockerRepository")
                        .asString())
                .isEqualTo("a");
    }

    @Test
    void listsInByteOrderOfTheNames() throws Exception {
        assertThat(directory.get("/services").body()).isEqualTo("{\"doc\":[]}");
        for (String name : new String[] {"web", "api-2", "api", "a-z", "aaa"}) {
            create(name, "a");
        }

        assertThat(json(directory.get("/services")).path("doc").findValuesAsString("name"))
                .containsExactly("a-z", "aaa", "api", "api-2", "web");
        assertThat(directory.get("/services/").body())
                .isEqualTo(directory.get("/services").body());
    }

    @Test
    void findsTheServicesOfAnImageRepository() throws Exception {
        create("web", "team/web:1");
        create("web-test", "docker.io/team/web@sha256:" + "a".repeat(64));
        create("other", "team/web-other");

        HttpResponse<String> one = directory.get("/services?dockerRepository=team%2Fweb-other:3");
        assertThat(json(one).at("/doc/name").asString()).isEqualTo("other");
        assertThat(json(one).path("docs").findValuesAsString("name")).containsExactly("other");

        HttpResponse<String> several = directory.get("/services?dockerRepository=team/web");
        assertThat(json(several).at("/doc/name").asString()).isEqualTo("web");
        assertThat(json(several).path("docs").findValuesAsString("name")).containsExactly("web", "web-test");

        assertThat(directory.delete("/services/web").statusCode()).isEqualTo(204);
        assertThat(json(directory.get("/services?dockerRepository=team/web"))
                        .at("/doc/name")
                        .asString())
                .isEqualTo("web-test");
    }

    @Test
    void knowsNoServiceOfAnotherRepository() throws Exception {
        create("web", "team/web");

        HttpResponse<String> answer = directory.get("/services?dockerRepository=team/we");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(message(answer)).startsWith("there is no service of the image repository team/we");
        assertThat(directory.get("/services?dockerRepository=-v/").statusCode()).isEqualTo(400);
    }

    @Test
    void listsAllForAnEmptyRepository() throws Exception {
        create("web", "team/web");

        assertThat(directory.get("/services?dockerRepository=").body())
                .isEqualTo(directory.get("/services").body());
    }

    @Test
    void removesAServiceWithAllItOwned() throws Exception {
        String body = "{\"name\":\"shop\",\"dockerRepository\":\"a\",\"domains\":[\"shop.example.com\"],"
                + "\"ports\":[{\"container\":80,\"host\":7000}]}";
        assertThat(directory.post(body).statusCode()).isEqualTo(201);

        HttpResponse<String> answer = directory.delete("/services/shop");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(directory.get("/services/shop").statusCode()).isEqualTo(404);
        assertThat(directory.get("/services/shop/config").statusCode()).isEqualTo(404);
        assertThat(directory.get("/services?dockerRepository=a").statusCode()).isEqualTo(404);
        assertThat(directory.delete("/services/shop").statusCode()).isEqualTo(404);
        assertThat(directory.post(body.replace("shop\"", "shop-2\"")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void answersAnUnknownOrImpossibleNameWith404() throws Exception {
        for (String name : new String[] {"nobody", "Web", "a%20b", "..%2f", ".*", "x".repeat(1500)}) {
            assertThat(directory.get("/services/" + name).statusCode()).as(name).isEqualTo(404);
            assertThat(directory.delete("/services/" + name).statusCode())
                    .as(name)
                    .isEqualTo(404);
            assertThat(directory.patch(name, "{}").statusCode()).as(name).isEqualTo(404);
        }
    }

    @Test
    void neverRemovesWithoutAName() throws Exception {
        create("web", "a");

        assertThat(directory.delete("/services/").statusCode()).isEqualTo(405);
        assertThat(directory.delete("/services").statusCode()).isEqualTo(405);
        assertThat(directory.get("/services/web").statusCode()).isEqualTo(200);
    }

    @Test
    void gives405AndHeadAndOptions() throws Exception {
        create("web", "a");
        HttpRequest.BodyPublisher none = HttpRequest.BodyPublishers.noBody();

        HttpResponse<String> put = directory.send("PUT", "/services/web", none);
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).hasValue("DELETE, GET");
        assertThat(directory.send("HEAD", "/services/web", none).statusCode()).isEqualTo(200);
        assertThat(directory.send("HEAD", "/services/none", none).statusCode()).isEqualTo(404);
        assertThat(directory.send("OPTIONS", "/services/web", none).statusCode())
                .isEqualTo(200);
    }

    @Test
    void isReady() throws Exception {
        assertThat(directory.get("/health").body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":{\"store\":{\"status\":\"UP\"}}}");
    }

    private void create(String name, String image) throws Exception {
        HttpResponse<String> answer =
                directory.post("{\"name\":\"%s\",\"dockerRepository\":\"%s\"}".formatted(name, image));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
