package io.paz.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description and the service say the same. */
class OpenApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");

    @TempDir
    Path data;

    private Directory directory;
    private JsonNode description;

    @BeforeEach
    void start() throws Exception {
        directory = Directory.start(data);
        Map<String, Object> yaml =
                new Yaml().load(directory.get("/openapi.yaml").body());
        description = JSON.valueToTree(yaml);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        description.path("paths").properties().forEach(path -> path.getValue().propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> described.add(method + " " + path.getKey())));

        assertThat(described).isEqualTo(routes());
    }

    private Set<String> routes() {
        return directory.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(route -> route.getPatternsCondition().getPatterns().stream()
                        .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name().toLowerCase(java.util.Locale.ROOT) + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void answersAsItsSchemasSay() throws Exception {
        String body = """
                {"name":"shop","description":"A shop","dockerRepository":"team/shop:1","publicFacing":true,"numInstances":1,\
                "ports":[{"container":8080,"protocol":"h2c"},{"container":9,"host":7000}],"env":{"A":"b"},"volume":{"data":"/var/data"},\
                "user":"1000:1000","healthCheck":{"path":"/health","intervalSeconds":5,"host":"a.example:80","method":"GET","expectedStatus":"200,204-299"},"stopTimeoutSeconds":0,\
                "resources":{"memory":"64m","cpus":0.5},"domains":["shop.example.com"],"strategy":{"type":"rolling","batchSize":2},\
                "command":["sh"],"labels":{"team":"a"},\
                "pull":"always","sharedVolumes":["data"],"responseTimeoutSeconds":60,"upstreams":["api"],\
                "confinement":{"pids":4096,"noNewPrivileges":false,"addCapabilities":["NET_RAW"]},\
                "routes":[{"host":"www.example.com","path":"/api","stripPrefix":true},\
                {"host":"old.example.com","redirect":{"url":"https://shop.example.com","permanent":true,"keepPath":true}}],\
                "httpsRedirect":false,"hstsSeconds":63072000,\
                "proxy":{"maxBodyBytes":1099511627776,"allowedNetworks":["10.0.0.0/8","fd00::1"],\
                "maintenance":{"page":"<p>","retryAfterSeconds":86400},\
                "idleTimeoutSeconds":86400,"maxConnections":10000,"queueTimeoutSeconds":300,\
                "rateLimit":{"requests":1000000,"seconds":3600},"compression":true,\
                "requestHeaders":{"set":{"X-A":"%20 \\"b\\" $HOME"},"remove":["Accept-Encoding"]},"stickySessions":true,\
                "basicAuth":{"realm":"The shop","users":[{"name":"ann@example.org","password":"s3cret"},\
                {"name":"bob","passwordHash":"$5$saltofsixteenchr$QL0SnfIoivtqHJWRylXIgGItho86jNiod6wxujoux52"}],"passCredentials":true},\
                "responseHeaders":{"set":{"X-Frame-Options":"DENY"},"add":{"Set-Cookie":"a=b"},"remove":["Server"]},"errorPages":{"503":"<p>","504":"<p>"}}}""";
        assertValid("CreateService", body);
        assertAnswer("ServiceAnswer", 201, directory.post(body));
        assertAnswer("ServiceAnswer", 201, directory.post("{\"name\":\"least\",\"dockerRepository\":\"a\"}"));
        assertAnswer("Failure", 409, directory.post(body));
        assertAnswer("Failure", 400, directory.post("{}"));
        assertAnswer("ServiceList", 200, directory.get("/services"));
        assertAnswer("ServicesOfRepository", 200, directory.get("/services?dockerRepository=a"));
        assertAnswer("Failure", 404, directory.get("/services?dockerRepository=b"));
        assertAnswer("ConfigurationAnswer", 200, directory.patch("shop", "{\"numInstances\":1}"));
        assertAnswer("ServiceAnswer", 200, directory.get("/services/shop"));
        assertAnswer("ConfigurationAnswer", 200, directory.get("/services/shop/config"));
        assertAnswer("Failure", 404, directory.get("/services/nobody"));
        String environment = "{\"name\":\"staging\"}";
        assertValid("CreateEnvironment", environment);
        HttpRequest.BodyPublisher sent = HttpRequest.BodyPublishers.ofString(environment);
        assertAnswer("CreatedEnvironmentAnswer", 201, directory.send("POST", "/environments", sent));
        String copy = "{\"name\":\"copy\",\"from\":\"production\",\"services\":[\"shop\"],\"instances\":1}";
        assertValid("CreateEnvironment", copy);
        HttpRequest.BodyPublisher sentCopy = HttpRequest.BodyPublishers.ofString(copy);
        assertAnswer("CreatedEnvironmentAnswer", 201, directory.send("POST", "/environments", sentCopy));
        assertAnswer("EnvironmentAnswer", 200, directory.get("/environments/copy"));
        assertAnswer("EnvironmentList", 200, directory.get("/environments"));
        assertAnswer(
                "ServiceAnswer",
                201,
                directory.post("{\"name\":\"shop\",\"environment\":\"staging\",\"dockerRepository\":\"a\"}"));
        assertAnswer("Failure", 405, directory.delete("/services"));
        assertAnswer("Health", 200, directory.get("/health"));
        assertAnswer("BackupAnswer", 200, directory.send("POST", "/backups", HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void hasSchemasThatRefuse() {
        assertThat(problems("Service", "{\"name\":\"web\",\"dockerRepository\":\"a\"}"))
                .isNotEmpty();
        assertThat(problems("CreateService", "{\"name\":\"web\",\"dockerRepository\":\"a\",\"x\":1}"))
                .isNotEmpty();
        assertThat(problems("Failure", "{\"code\":\"a\",\"message\":\"b\"}")).isNotEmpty();
    }

    private void assertAnswer(String schema, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertValid(schema, answer.body());
    }

    private void assertValid(String schema, String document) {
        assertThat(problems(schema, document)).as(document).isEmpty();
    }

    private List<Error> problems(String schema, String document) {
        String root = "https://paz.test/openapi";
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(root, description.toString())));
        Schema found = registry.getSchema(SchemaLocation.of(root + "#/components/schemas/" + schema));
        return found.validate(document, InputFormat.JSON);
    }
}
