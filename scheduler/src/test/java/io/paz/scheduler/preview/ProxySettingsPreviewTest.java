package io.paz.scheduler.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paz.api.directory.ServiceConfiguration;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.document.ConfigurationDocuments;
import io.paz.scheduler.document.PreviewDocuments;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.TestScheduler;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.json.JsonMapper;

/** Each option of {@code proxy} is shown in a preview as lines of HAProxy. */
class ProxySettingsPreviewTest {

    private static final DeploymentRequest ORDER =
            new DeploymentRequest(null, false, null, "a test", Requester.UNKNOWN);
    private static final String HASH = "$5$saltofsixteenchr$QL0SnfIoivtqHJWRylXIgGItho86jNiod6wxujoux52";

    @TempDir
    Path folder;

    private TestScheduler scheduler;
    private PreviewService previews;

    @BeforeEach
    void start() {
        scheduler = new TestScheduler(new FakeWorld(), folder);
        previews = scheduler.core.previews();
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    static Stream<Arguments> options() {
        return Stream.of(
                arguments("maxBodyBytes", "1000", "http-request set-var(txn.max_body) int(1000)"),
                arguments("allowedNetworks", "[\"10.0.0.0/8\"]", "acl is_allowed var(txn.client) -m ip 10.0.0.0/8"),
                arguments(
                        "maintenance",
                        "{\"retryAfterSeconds\":60}",
                        "http-request return status 503 hdr Retry-After 60"),
                arguments("idleTimeoutSeconds", "60", "timeout tunnel 60s"),
                arguments(
                        "maxConnections",
                        "5",
                        "server web-1-1 <host>:<port> check inter 2s fastinter 250ms rise 1 fall 3 pool-purge-delay 250ms maxconn 5"),
                arguments("queueTimeoutSeconds", "7", "timeout queue 7s"),
                arguments(
                        "rateLimit",
                        "{\"requests\":9,\"seconds\":3}",
                        "stick-table type ipv6 size 100k expire 3s store http_req_rate(3s)"),
                arguments("compression", "true", "compression algo gzip"),
                arguments("requestHeaders", "{\"set\":{\"X-A\":\"b\"}}", "http-request set-header X-A 'b'"),
                arguments("stickySessions", "true", "use-server %[var(txn.sticky)] if { var(txn.sticky) -m found }"),
                arguments(
                        "basicAuth",
                        "{\"users\":[{\"name\":\"ann\",\"passwordHash\":\"" + HASH + "\"}]}",
                        "user ann password $5$fingerprint$"),
                arguments("responseHeaders", "{\"remove\":[\"Server\"]}", "http-response del-header Server"),
                arguments(
                        "errorPages",
                        "{\"504\":\"<p>\"}",
                        "http-error status 504 content-type \"text/html; charset=utf-8\" hdr Cache-Control no-store string \"<p>\""));
    }

    @Test
    void each_option_is_shown_as_lines() {
        List<String> without = lines(service("maxBodyBytes", "null"));
        options().forEach(option -> {
            String line = (String) option.get()[2];
            assertThat(lines(service((String) option.get()[0], (String) option.get()[1])))
                    .anyMatch(shown -> shown.startsWith("added haproxy.cfg: " + line));
            assertThat(without).noneMatch(shown -> shown.contains(line));
        });
    }

    @Test
    void there_is_no_other_option() {
        Set<String> names = Stream.of(io.paz.api.directory.ProxySettings.class.getRecordComponents())
                .map(part -> part.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(options().map(option -> (String) option.get()[0])).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void a_password_that_changes_is_seen_and_its_hash_is_not() {
        scheduler.deployAndWait(login(HASH));
        assertThat(lines(login(HASH))).noneMatch(line -> line.contains(" user "));
        Preview preview = previews.of(login(HASH.replaceFirst(".$", "3")), ORDER);
        assertThat(PreviewDocuments.of("web", preview).proxy().stream()
                        .filter(line -> line.line().startsWith("user "))
                        .map(line -> line.change()))
                .containsExactly("removed", "added");
        assertThat(PreviewDocuments.text(PreviewDocuments.of("web", preview)))
                .contains("proxy/user-1 = ann $5$fingerprint$")
                .doesNotContain("saltofsixteenchr");
    }

    private static ServiceDefinition login(String hash) {
        return service("basicAuth", "{\"users\":[{\"name\":\"ann\",\"passwordHash\":\"" + hash + "\"}]}");
    }

    private List<String> lines(ServiceDefinition service) {
        return PreviewDocuments.of("web", previews.of(service, ORDER)).proxy().stream()
                .map(line -> "%s %s: %s".formatted(line.change(), line.file(), line.line()))
                .toList();
    }

    private static ServiceDefinition service(String option, String value) {
        String configuration = """
                {"publicFacing":true,"numInstances":1,"ports":[{"container":80}],"env":{},"volume":{},
                "healthCheck":{"path":"/"},"proxy":{"%s":%s}}""".formatted(option, value);
        return new ServiceDefinition(
                "web",
                "The web",
                "team/web",
                ConfigurationDocuments.read(JsonMapper.shared().readValue(configuration, ServiceConfiguration.class)));
    }
}
