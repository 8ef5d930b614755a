package io.paz.scheduler.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.api.directory.ServiceConfiguration;
import io.paz.engine.spec.UnrenderableSpecException;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.document.ConfigurationDocuments;
import io.paz.scheduler.document.PreviewDocuments;
import io.paz.scheduler.preview.Preview.Change;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PreviewServiceTest {

    private static final DeploymentRequest ORDER =
            new DeploymentRequest(null, false, null, "a test", Requester.UNKNOWN);

    /** The rest of a configuration, all of which HAProxy has to do with. */
    private static final String CHECKED = """
            "publicFacing":true,"numInstances":1,"env":{},"volume":{},"domains":["shop.example.com"],"responseTimeoutSeconds":60,
            "healthCheck":{"path":"/health?from=192.0.2.1:80","host":"app.example.com","method":"HEAD",
            "expectedStatus":"200-299,401","intervalSeconds":7,"timeoutSeconds":3,"healthyAfter":2,"unhealthyAfter":4}}""";

    @TempDir
    Path folder;

    private final FakeWorld world = new FakeWorld();
    private TestScheduler scheduler;
    private PreviewService previews;

    @BeforeEach
    void start() {
        scheduler = new TestScheduler(world, folder);
        previews = scheduler.core.previews();
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Test
    void the_first_version_is_all_new() {
        Preview preview = previews.of(Services.web(1), ORDER);
        assertThat(preview.version()).isEqualTo(1);
        assertThat(preview.replaces()).isNull();
        assertThat(preview.strategy()).isEqualTo("rolling");
        assertThat(preview.reason()).isEqualTo("no version serves");
        assertThat(preview.tasks())
                .containsExactly(
                        "submit instances [1] of version 1: batch 1 of 1",
                        "allow the hosts for version 1: an address is routed only if it is a host's",
                        "publish the health check of version 1: its health check must be known before its first instance is",
                        "publish visibility and domains of version 1: nothing else of the service is routed",
                        "await healthy instances [1] of version 1: only what answers may take over",
                        "await balanced instances [1] of version 1: only what gets requests may take over");
        assertThat(preview.parts())
                .containsExactly(new Preview.Part(
                        "web-1-1.service",
                        null,
                        Change.ADDED,
                        "",
                        "[Service]\nExecStart=run team/web as web-1-1.service\nEnvironment={A=1}\n"));
        assertThat(preview.keys())
                .containsExactly(
                        new Preview.Value("/paz/config/services/web/visibility", null, "internal"),
                        new Preview.Value("/paz/services/web/1/1", null, "<host>:<port>"));
        assertThat(preview.environment()).containsExactly(new Preview.Value("A", null, "1"));
    }

    @Test
    void the_next_version_is_compared_with_what_runs_now() {
        scheduler.deployAndWait(Services.web(2));
        TestScheduler.ended(scheduler.scale(1, 2));
        world.calls.clear();
        Preview preview = previews.of(
                Services.web(2), new DeploymentRequest("team/web:2", false, null, "a test", Requester.UNKNOWN));

        assertThat(preview.version()).isEqualTo(2);
        assertThat(preview.replaces()).isEqualTo(1);
        assertThat(preview.parts().stream().map(PreviewServiceTest::shown))
                .containsExactly("web-2-1.service REPLACED web-1-1.service", "web-2-2.service ADDED null");
        assertThat(lines(preview))
                .containsExactly(
                        "- haproxy.cfg: server web-1-1 <host>:<port> pool-purge-delay 250ms weight 100",
                        "+ haproxy.cfg: server web-2-1 <host>:<port> pool-purge-delay 250ms weight 100",
                        "+ haproxy.cfg: server web-2-2 <host>:<port> pool-purge-delay 250ms weight 100");
        assertThat(preview.environment()).isEmpty();
        assertThat(world.calls).isEmpty();
        assertThat(scheduler.deployments.history("web")).hasSize(1);
        assertThat(scheduler.deployAndWait(Services.web(2)).id().version()).isEqualTo(preview.version());
    }

    @Test
    void what_differs_in_the_number_of_the_version_only_is_unchanged_and_what_has_no_successor_is_removed() {
        scheduler.deployAndWait(Services.web(2));
        assertThat(previews.of(Services.web(1), ORDER).parts().stream().map(PreviewServiceTest::shown))
                .containsExactly("web-2-1.service UNCHANGED web-1-1.service", "web-1-2.service REMOVED null");
    }

    @Test
    void the_first_version_gets_the_whole_backend_and_its_host_names() {
        assertThat(lines(previews.of(service("{\"ports\":[{\"container\":80,\"host\":8088}]," + CHECKED), ORDER)))
                .containsExactly(
                        "+ haproxy.cfg: backend web",
                        "+ haproxy.cfg: timeout check 3s",
                        "+ haproxy.cfg: timeout server 60s",
                        "+ haproxy.cfg: option httpchk",
                        "+ haproxy.cfg: # Each version has a path and a host of its own: the maps are asked with the server's name, less the number of the instance.",
                        "+ haproxy.cfg: http-check send meth HEAD uri-lf \"%[srv_name,rtrim(0123456789),rtrim(-),map(health.map,/)]\" ver HTTP/1.1 hdr Host \"%[srv_name,rtrim(0123456789),rtrim(-),map(health-hosts.map,web.paz)]\" hdr User-Agent haproxy-health",
                        "+ haproxy.cfg: http-check expect status 200-299,401",
                        "+ haproxy.cfg: server web-1-1 <host>:8088 check inter 7s fastinter 250ms rise 2 fall 4 pool-purge-delay 250ms weight 100",
                        "+ health-hosts.map: web-1 app.example.com",
                        "+ health.map: web-1 /health?from=192.0.2.1:80",
                        "+ hosts-internal.map: web.paz web",
                        "+ hosts-internal.map: web.localhost web",
                        "+ hosts-internal.map: shop.example.com web",
                        "+ hosts-public.map: web.paz web",
                        "+ hosts-public.map: shop.example.com web");
    }

    @Test
    void the_https_settings_of_a_version_are_lines_of_maps_until_the_next_has_none() {
        String https = CHECKED.replace(
                "\"publicFacing\":true", "\"publicFacing\":true,\"httpsRedirect\":false,\"hstsSeconds\":3600");
        ServiceDefinition redirecting = service("{\"ports\":[{\"container\":80}]," + CHECKED);
        ServiceDefinition plain = service("{\"ports\":[{\"container\":80}]," + https);
        assertThat(httpsLines(previews.of(plain, ORDER)))
                .containsExactly("+ hsts.map: web 3600", "+ https-redirect.map: web off");

        scheduler.deployAndWait(plain);
        assertThat(httpsLines(previews.of(plain, ORDER))).isEmpty();
        assertThat(httpsLines(previews.of(redirecting, ORDER)))
                .containsExactly("- hsts.map: web 3600", "- https-redirect.map: web off");
    }

    private static List<String> httpsLines(Preview preview) {
        return lines(preview).stream()
                .filter(line -> line.contains("hsts") || line.contains("https"))
                .toList();
    }

    @Test
    void host_names_depend_on_the_operators_domain_and_on_what_other_services_have() {
        world.keysOfOthers.put("/paz/config/domain", "example.org");
        world.keysOfOthers.put("/paz/config/services/shop/visibility", "public");
        world.keysOfOthers.put("/paz/config/services/shop/domains/shop.example.com", "");
        assertThat(lines(previews.of(service("{\"ports\":[{\"container\":80}]," + CHECKED), ORDER)))
                .filteredOn(line -> line.contains(" hosts-"))
                .containsExactly(
                        "+ hosts-internal.map: web.paz web",
                        "+ hosts-internal.map: web.localhost web",
                        "+ hosts-internal.map: web.example.org web",
                        "+ hosts-public.map: web.paz web",
                        "+ hosts-public.map: web.example.org web");
    }

    private static ServiceDefinition service(String configuration) {
        ServiceConfiguration document = JsonMapper.shared().readValue(configuration, ServiceConfiguration.class);
        return new ServiceDefinition("web", "The web", "team/web", ConfigurationDocuments.read(document));
    }

    private static List<String> lines(Preview preview) {
        return PreviewDocuments.of("web", preview).proxy().stream()
                .map(line -> (line.change().equals("added") ? "+ " : "- ") + line.file() + ": " + line.line())
                .toList();
    }

    private static String shown(Preview.Part unit) {
        return unit.name() + " " + unit.change() + " " + unit.replaces();
    }

    @Test
    void of_a_stopped_version_nothing_is_routed() {
        scheduler.deployAndWait(Services.web(1));
        TestScheduler.ended(scheduler.stop());
        Preview preview = previews.of(Services.web(1), ORDER);
        assertThat(preview.reason()).isEqualTo("the version that serves is stopped");
        assertThat(lines(preview))
                .containsExactly("+ haproxy.cfg: server web-2-1 <host>:<port> pool-purge-delay 250ms weight 100");
        assertThat(preview.keys().stream().map(Preview.Value::name)).containsExactly("/paz/services/web/2/1");
    }

    @Test
    void what_a_deployment_refuses_a_preview_refuses() {
        world.unrenderable = true;
        assertThatThrownBy(() -> previews.of(Services.web(1), ORDER)).isInstanceOf(UnrenderableSpecException.class);
        assertThatThrownBy(() -> previews.of(
                        Services.web(1), new DeploymentRequest("evil/web", false, null, "a test", Requester.UNKNOWN)))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageStartingWith("dockerRepository: value evil/web");
        assertThat(List.of(Services.web("no-such", 1)))
                .allSatisfy(service -> assertThatThrownBy(() -> previews.of(service, ORDER))
                        .isInstanceOf(DeploymentRefusedException.class)
                        .hasMessageStartingWith("strategy.type: value no-such"));
    }
}
