package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.paz.scheduler.web.SchedulerUnderTest.Answer;
import io.paz.testing.CleanEtcd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description and the service say the same. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");

    @RegisterExtension
    static final CleanEtcd ETCD = new CleanEtcd();

    @TempDir
    Path folder;

    private SchedulerUnderTest scheduler;
    private JsonNode description;

    @BeforeEach
    void start() throws IOException {
        scheduler = new SchedulerUnderTest(ETCD.real(), folder);
        scheduler.service("web", "team/web");
        Map<String, Object> yaml =
                new Yaml().load(scheduler.get("/openapi.yaml").body());
        description = JsonMapper.shared().valueToTree(yaml);
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Test
    void describes_every_route_and_no_other() {
        Set<String> described = new TreeSet<>();
        description.path("paths").properties().forEach(path -> path.getValue().propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> described.add(method + " " + path.getKey())));
        assertThat(described).isEqualTo(routes());
    }

    private Set<String> routes() {
        return scheduler.context().getBean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(route -> route.getPatternsCondition().getPatterns().stream()
                        .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name().toLowerCase(Locale.ROOT) + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void answers_as_its_schemas_say() {
        String body = "{\"serviceName\":\"web\",\"dockerRepository\":\"team/web:1\",\"pushedAt\":17}";
        assertValid("DeployRequest", body);
        assertAnswer("DeployAnswer", 200, scheduler.post("/hooks/deploy?wait=true", body));
        assertAnswer("ConfigurationAnswer", 200, scheduler.get("/config/web/version/1"));
        assertAnswer("HistoryAnswer", 200, scheduler.get("/config/web/history"));
        assertAnswer("DeploymentAnswer", 200, scheduler.get("/deployments/web/1"));
        assertAnswer("DeploymentsAnswer", 200, scheduler.get("/deployments"));
        assertAnswer("HookAddressAnswer", 200, scheduler.get("/hooks/dockerhub/web"));
        String hook = "{\"serviceName\":\"web\",\"source\":\"dockerhub\",\"tags\":[\"v*\"],\"imageTag\":\"ref\"}";
        assertValid("CreateHook", hook);
        Answer created = scheduler.post("/hooks", hook);
        assertAnswer("HookAnswer", 201, created);
        String path = created.tree().path("doc").path("path").asString();
        assertAnswer("DeliveryAnswer", 200, scheduler.post(path, "{\"repository\":{\"repo_name\":\"team/web\"}}"));
        assertAnswer("HooksAnswer", 200, scheduler.get("/hooks?service=web"));
        assertValid("ScaleRequest", "{\"instances\":3}");
        assertAnswer("OperationAnswer", 200, scheduler.post("/services/web/scale?wait=true", "{\"instances\":3}"));
        assertAnswer("OperationAnswer", 200, scheduler.post("/services/web/stop?wait=true", ""));
        assertAnswer("OperationAnswer", 200, scheduler.post("/services/web/start?wait=true", ""));
        assertAnswer("OperationAnswerDoc", 200, scheduler.get("/operations/web/1"));
        assertAnswer("OperationsAnswer", 200, scheduler.get("/operations/web"));
        assertAnswer("ServicesAnswer", 200, scheduler.get("/services"));
        assertAnswer("DriftAnswer", 200, scheduler.get("/drift"));
        assertAnswer("SpaceAnswer", 200, scheduler.get("/space"));
        assertAnswer("FileSystemsAnswer", 200, scheduler.get("/space/file-systems"));
        assertAnswer("Failure", 501, scheduler.post("/space/cleanup", ""));
        assertValid("PreviewRequest", "{\"dockerRepository\":\"team/web:1\",\"pushedAt\":17}");
        assertAnswer("PreviewAnswer", 200, scheduler.post("/services/web/preview", "{}"));
        scheduler.announcing = false;
        scheduler.fleet.subState("web-2-1.service", "failed");
        assertAnswer("Failure", 422, scheduler.post("/hooks/deploy?wait=true", body));
        assertAnswer("DeploymentAnswer", 200, scheduler.get("/deployments/web/2"));
        assertAnswer("Failure", 404, scheduler.get("/deployments/web/9"));
        assertAnswer("ServiceAnswer", 200, scheduler.get("/services/web"));
        assertAnswer("DeployAnswer", 200, scheduler.post("/hooks/deploy", "{\"serviceName\":\"web\"}"));
        assertAnswer("DeployAnswer", 202, scheduler.post("/deployments/web/3/abort", ""));
        assertAnswer("Failure", 409, scheduler.post("/deployments/web/1/promote", ""));
        assertThat(scheduler.delete("/services/web").status()).isEqualTo(204);
        assertAnswer("JournalAnswer", 200, scheduler.get("/journal"));
        assertAnswer("BackupAnswer", 200, scheduler.post("/backups", ""));
    }

    @Test
    void has_schemas_that_refuse() {
        assertThat(problems("DeployAnswer", "{\"statusCode\":200}")).isNotEmpty();
        assertThat(problems("Failure", "{\"code\":\"a\",\"message\":\"b\",\"uuid\":\"c\",\"d\":1}"))
                .isNotEmpty();
    }

    private void assertAnswer(String schema, int status, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
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
