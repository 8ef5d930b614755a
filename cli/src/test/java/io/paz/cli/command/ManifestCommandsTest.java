package io.paz.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.cli.command.Terminal.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** plan, apply and export, from their words to requests, texts and exit statuses. */
final class ManifestCommandsTest {

    private static final String DONE = "200 {\"deployment\":{\"service\":\"shop\",\"version\":3,\"state\":\"done\"}}\n";

    @TempDir
    Path home;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(home);
        terminal.with("PAZ_URL", terminal.url())
                .with("PAZ_TOKEN", "token")
                .answering("GET /environments", "200 {\"doc\":[{\"name\":\"production\"},{\"name\":\"dev\"}]}")
                .answering(
                        "GET /services?environment=all",
                        "200 {\"doc\":[{\"name\":\"shop\",\"dockerRepository\":\"team/shop\",\"createdTime\":1,\"config\":"
                                + "{\"publicFacing\":false,\"numInstances\":2,\"ports\":[],\"env\":{\"A\":\"\\u001b${B}\",\"KEY\":\"paz-secret:12\"},\"volume\":{}}}]}")
                .answering(
                        "GET /services/shop/config/next",
                        "200 {\"doc\":{\"env\":{\"A\":\"1\",\"KEY\":\"paz-secret:12\"}}}")
                .answering("PATCH /services/shop/config/next", "200 {\"doc\":{}}")
                .answering("DELETE /environments/dev", "204 ")
                .answering("POST /hooks/deploy?wait=true", DONE);
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private String file(String text) throws IOException {
        return Files.writeString(home.resolve("paz.yml"), text).toString();
    }

    private List<String> changes() {
        return terminal.asked().stream()
                .filter(asked -> !asked.startsWith("GET"))
                .map(asked -> asked.replace(" Bearer token", ""))
                .toList();
    }

    @Test
    void what_is_exported_has_no_secret_no_control_characters_and_changes_nothing() throws IOException {
        Result exported = terminal.run("export");
        assertThat(exported.out()).isEqualTo("""
                        # Written by paz export; see docs/paz-yml.md.
                        services:
                          shop:
                            dockerRepository: team/shop
                            env:
                              A: "\\u001b$${B}"
                            numInstances: 2
                            secrets:
                              - KEY
                        environments:
                          dev: {}
                        """);
        assertThat(terminal.run("plan", "-f", file(exported.out())))
                .extracting(Result::status, Result::out)
                .containsExactly(0, "Nothing to change.\n");
        assertThat(terminal.typing(exported.out(), "apply", "-f", "-").status()).isZero();
        assertThat(changes()).isEmpty();
        assertThat(terminal.run("export", "shp"))
                .extracting(Result::status, Result::err)
                .containsExactly(5, "There is no service shp. Did you mean shop?\n");
        assertThat(terminal.run("export", "shop").out()).doesNotContain("dev");
    }

    @Test
    void a_plan_has_each_field_before_and_after_and_status_2() throws IOException {
        String file = file("services: {shop: {dockerRepository: team/shop, numInstances: 3, secrets: [KEY]}}");
        Result plan = terminal.run("plan", "-f", file);
        assertThat(plan.status()).isEqualTo(2);
        assertThat(plan.out().lines())
                .containsExactly(
                        "update service shop",
                        "    - env.A: \"\\u001b${B}\"",
                        "    - numInstances: 2",
                        "    + numInstances: 3");
        assertThat(plan.err()).isEqualTo("Not in the file, and left alone without --prune: dev\n");
        assertThat(terminal.run("plan", "-f", file, "--prune", "-o", "json").out())
                .contains("\"change\": \"update-service\"", "\"change\": \"remove-environment\"");
        assertThat(changes()).isEmpty();
    }

    @Test
    void every_failure_of_a_plan_is_status_1() throws IOException {
        assertThat(terminal.run("plan", "--no-such-option").status()).isEqualTo(1);
        assertThat(terminal.run("plan", "-f", home.resolve("none").toString()).status())
                .isEqualTo(1);
        assertThat(terminal.run("plan", "-f", file("services: [")).status()).isEqualTo(1);
        terminal.answering("GET /environments", "401 {\"message\":\"No.\"}");
        assertThat(terminal.run("plan", "-f", file("services: {}")).status()).isEqualTo(1);
        terminal.with("PAZ_URL", "http://127.0.0.1:1");
        assertThat(terminal.run("plan", "-f", file("services: {}")).status()).isEqualTo(1);
        assertThat(terminal.run("apply", "-f", file("services: {}")).status()).isEqualTo(3);
    }

    @Test
    void apply_keeps_the_secrets_that_are_there_takes_new_ones_from_the_environment_and_deploys() throws IOException {
        String file = file(
                "services:\n  shop:\n    dockerRepository: team/shop\n    numInstances: 2\n    secrets: [KEY, NEW]");
        Result refused = terminal.run("apply", "-f", file);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains(":2:3: shop needs a value for its secret NEW", "PAZ_SECRET_NEW", "Nothing was changed.");
        assertThat(changes()).isEmpty();

        Result applied = terminal.with("PAZ_SECRET_NEW", "hidden").run("apply", "-f", file);
        assertThat(applied.status()).as(applied.err()).isZero();
        assertThat(applied.out() + applied.err()).doesNotContain("hidden");
        assertThat(applied.out().lines()).containsExactly("update service shop: done", "shop version 3: done");
        assertThat(applied.err()).contains("in another form than the file");
        assertThat(changes())
                .containsExactly(
                        "PATCH /services/shop/config/next {\"env\":null,\"secrets\":{\"KEY\":\"paz-secret:12\",\"NEW\":\"hidden\"}}",
                        "POST /hooks/deploy?wait=true {\"serviceName\":\"shop\"}");
    }

    @Test
    void nothing_is_removed_unless_somebody_said_so() throws IOException {
        String file = file("services: {shop: {dockerRepository: team/shop, numInstances: 3}}");
        assertThat(terminal.run("apply", "-f", file, "--prune").err()).contains("Remove dev,", "Say --yes");
        assertThat(changes()).isEmpty();
        assertThat(terminal.run("apply", "-f", file, "--prune", "--yes", "--no-deploy")
                        .out())
                .isEqualTo("update service shop: done\nremove environment dev: done\n");
        assertThat(changes())
                .containsExactly(
                        "PATCH /services/shop/config/next {\"env\":null,\"numInstances\":3,\"secrets\":{}}",
                        "DELETE /environments/dev");
    }

    @Test
    void a_deployment_that_fails_names_what_is_not_deployed() throws IOException {
        terminal.answering("POST /hooks/deploy?wait=true", DONE.replace("\"done\"", "\"failed\""));
        Result failed = terminal.run("apply", "-f", file("services: {shop: {dockerRepository: team/shop}}"));
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("Changed, but not deployed: shop.");
    }

    @Test
    void no_other_command_loads_what_reads_yaml() throws IOException {
        Process help = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.paz.cli.Main",
                        "--help")
                .redirectErrorStream(true)
                .start();
        String loaded = new String(help.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(loaded).contains("io.paz.cli.command.ManifestCommands").doesNotContain("org.snakeyaml");
    }
}
