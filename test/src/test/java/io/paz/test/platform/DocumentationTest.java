package io.paz.test.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.FreePort;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the documentation work as they are written. */
final class DocumentationTest {

    private static final String HEADERS = """
            AUTH="Authorization: Bearer $(cat ~/.paz/token)"
            JSON="Content-Type: application/json"
            """;

    @Test
    void the_first_steps_of_the_readme_work(@TempDir Path folder) throws IOException {
        String script = commands("README.md", "first-steps");
        assertThat(script).contains("/hooks/deploy").contains("DELETE");

        try (Platform platform = new Platform(folder.resolve("paz"))) {
            String printed = platform.paz("up").expectSuccess().output();
            assertThat(printed).contains("http://demo-api.localhost:" + platform.setting("PAZ_HTTP_PORT") + "/");

            String output = platform.shell(script).expectSuccess().output();

            assertThat(output).contains("\"message\":\"Hello\"").contains("\"message\":\"Hello again\"");
        }
    }

    @Test
    void the_page_about_deployments_works(@TempDir Path folder) throws IOException {
        String script = commands("docs/deployments.md", "deployments");

        try (Platform platform = new Platform(folder.resolve("paz"))) {
            int tls = FreePort.next();
            platform.up("--tls-port", String.valueOf(tls));

            String output = platform.shell(script).expectSuccess().output();

            assertThat(output)
                    .containsSubsequence(
                            "shop version 1 is done",
                            "shop version 2 is done",
                            "+ \"file:MESSAGE\"",
                            "shop 2 runs with 3 instances, 2 before",
                            "shop version 3 is done",
                            "shop version 4 is done",
                            "shop version 5 is done",
                            "shop version 6 is rolled_back",
                            "aborted by the operator",
                            "shop version 7 is failed",
                            "image paz/demo-api:no-such-tag is not on its host, and cannot be looked up",
                            "\"state\":\"failed\"",
                            "\"receipt\"");
            assertThat(platform.shell(commands("docs/operations.md", "secrets"))
                            .expectSuccess()
                            .output())
                    .containsPattern("\"PASSWORD\":\"paz-secret:[0-9a-f]{16}\"")
                    .doesNotContain("line one", "second");
            assertPageAboutHttpsWorks(platform, tls, Files.createDirectory(folder.resolve("https")));
            assertPagesAboutEnvironmentsAndAlarmsWork(platform);
            assertPageAboutRoutingWorks(platform);
        }
    }

    private static void assertPageAboutHttpsWorks(Platform platform, int tls, Path folder) throws IOException {
        TestAuthority authority = TestAuthority.create(folder);
        Issued pair = authority.issue("shop.example.org");
        Files.writeString(folder.resolve("fullchain.pem"), pair.chain());
        Files.writeString(folder.resolve("privkey.pem"), pair.key());
        // In the place of DNS and of a well-known authority; HAProxy takes a certificate within a second.
        List<String> options = List.of(
                "cacert = " + authority.rootFile(),
                "connect-to = shop.example.org:443:127.0.0.1:" + tls,
                "retry = 20",
                "retry-delay = 1",
                "retry-connrefused",
                "retry-all-errors");
        Files.write(folder.resolve(".curlrc"), options);
        String there = "cd '%s' && export CURL_HOME=$PWD\n".formatted(folder);
        String service = "{'name': 'shop', 'dockerRepository': 'paz/demo-api', 'ports': [{'container': 8080}]}";
        platform.orchestrator("POST", "/services", service.replace('\'', '"')).expect(201);

        String output = platform.shell(there
                        + commands("docs/https.md", "https")
                                .replace("-connect shop.example.org:443", "-connect 127.0.0.1:" + tls))
                .expectSuccess()
                .output();
        assertThat(output)
                .containsSubsequence(
                        "shop version 8 is done",
                        "CN=Test intermediate",
                        "HTTP/2 200",
                        "subject=CN = shop.example.org",
                        "shop version 9 is done",
                        "strict-transport-security: max-age=3600");
        platform.shell(there + commands("docs/https.md", "https-removal")).expectSuccess();
        assertThat(platform.orchestrator("GET", "/certificates", "").expect(200).doc())
                .isEmpty();
    }

    private static void assertPagesAboutEnvironmentsAndAlarmsWork(Platform platform) throws IOException {
        String service = "{'name': 'hello', 'dockerRepository': 'paz/demo-api', 'ports': [{'container': 8080}]}";
        platform.orchestrator("POST", "/services", service.replace('\'', '"')).expect(201);
        assertThat(platform.shell(HEADERS + commands("docs/environments.md", "environments"))
                        .expectSuccess()
                        .output())
                .containsSubsequence(
                        "shop.staging version 1 is done",
                        "\"message\":\"Staging\"",
                        "hello.dev",
                        "\"same\":false",
                        "\"state\":\"done\"");
        assertThat(platform.shell(commands("docs/alarms.md", "alarms"))
                        .expectSuccess()
                        .output())
                .contains("\"address\":\"https://ntfy.example.org\"", "Target phone cannot be reached");
    }

    private static void assertPageAboutRoutingWorks(Platform platform) throws IOException {
        for (String name : List.of("api", "greeter")) {
            String service = "{'name': '%s', 'dockerRepository': 'paz/demo-api', 'ports': [{'container': 8080}]}";
            platform.orchestrator("POST", "/services", service.formatted(name).replace('\'', '"'))
                    .expect(201);
        }
        String output = platform.shell(HEADERS + commands("docs/routing.md", "routing"))
                .expectSuccess()
                .output();
        assertThat(output).contains("api version 1 is done");
        assertThat(Pattern.compile("shop version [0-9]+ is done")
                        .matcher(output)
                        .results())
                .hasSize(4);
        String ask =
                "curl -sS -H 'Host: shop.example.com' http://127.0.0.1:" + platform.setting("PAZ_HTTP_PORT") + "/api";
        assertThat(platform.shell(ask).expectSuccess().output()).contains("\"message\"");
    }

    /** The blocks that are marked so, one after the other. */
    private static String commands(String document, String mark) throws IOException {
        return Pattern.compile("<!-- tested: " + mark + " -->\\s*```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Platform.ROOT.resolve(document)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
    }
}
