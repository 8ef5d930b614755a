package io.paz.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.cli.command.Terminal.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands, from their words to requests, texts and exit statuses. */
final class CommandsTest {

    private static final String TOKEN = "a-token-that-nobody-may-see";
    private static final String DONE =
            "{\"deployment\":{\"service\":\"shop\",\"version\":3,\"state\":\"done\",\"receipt\":{\"requests\":12,\"errors\":0,\"connectionErrors\":0}}}\n";

    @TempDir
    Path home;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(home);
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private Terminal signedIn() {
        return terminal.with("PAZ_URL", terminal.url()).with("PAZ_TOKEN", TOKEN);
    }

    @Test
    void signs_in_keeps_the_token_for_its_owner_and_shows_it_nowhere() throws IOException {
        terminal.answering("GET /sessions", "200 {\"doc\":[]}").answering("GET /tokens", "200 {\"doc\":[]}");
        Result login = terminal.typing(TOKEN + "\n", "login", terminal.url(), "--name", "test");
        assertThat(login.status()).as(login.err()).isZero();
        assertThat(login.out() + login.err()).contains("in use as test").doesNotContain(TOKEN);

        Path file = home.resolve(".config/paz/contexts.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(terminal.run("contexts").out())
                .contains("test", terminal.url(), "yes")
                .doesNotContain(TOKEN);
        assertThat(terminal.run("tokens").status()).isZero();
        assertThat(terminal.asked()).containsExactly("GET /sessions Bearer " + TOKEN, "GET /tokens Bearer " + TOKEN);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(terminal.run("tokens").err()).contains("others can read the tokens in it");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(terminal.run("use", "tset").err()).contains("Did you mean test?");
        assertThat(terminal.run("logout", "test").status()).isZero();
        assertThat(terminal.run("tokens").status()).isEqualTo(2);
    }

    @Test
    void a_token_that_is_not_accepted_is_not_kept() {
        terminal.answering("GET /sessions", "401 {\"message\":\"No.\"}");
        Result login = terminal.typing(TOKEN, "login", terminal.url());
        assertThat(login.status()).isEqualTo(4);
        assertThat(home.resolve(".config")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "http://paz.example.org, is plain HTTP",
        "ftp://paz.example.org, expected: https://paz.example.org",
        "https://user:password@paz.example.org, without a password in it",
        "paz.example.org, expected: https://paz.example.org"
    })
    void addresses_that_would_give_the_token_away_are_refused(String url, String reason) {
        Result result = terminal.with("PAZ_URL", url).with("PAZ_TOKEN", TOKEN).run("services");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(reason).doesNotContain(TOKEN);
    }

    @Test
    void lists_services_with_how_they_stand() {
        signedIn()
                .answering(
                        "GET /services",
                        "200 {\"doc\":[{\"name\":\"shop\",\"dockerRepository\":\"team/\\u001b[31mshop\"}]}")
                .answering(
                        "GET /cluster/services",
                        "200 {\"doc\":[{\"service\":\"shop\",\"state\":\"running\",\"versions\":[{\"version\":2,\"instances\":3,\"serving\":2}]}]}");
        assertThat(terminal.run("services").out().lines())
                .containsExactly(
                        "NAME  IMAGE            STATE    VERSION  SERVING",
                        "shop  team/^[[31mshop  running  2        2/3");
        assertThat(terminal.run("services", "list", "-o", "json").out()).startsWith("[\n  {\n    \"name\": \"shop\"");
    }

    @Test
    void follows_a_deployment_to_its_end() {
        signedIn()
                .answering(
                        "POST /hooks/deploy?wait=true",
                        "200 {\"elapsedMillis\":1250,\"step\":{\"name\":\"routed\",\"evidence\":\"HAProxy\\u001b\"}}\n"
                                + DONE);
        Result deployed = terminal.run("deploy", "shop", "team/shop:2");
        assertThat(deployed.status()).as(deployed.err()).isZero();
        assertThat(deployed.out().lines())
                .containsExactly(
                        "    1.3 s  routed           HAProxy^[",
                        "shop version 3: done",
                        "12 requests meanwhile, 0 errors, 0 lost connections");
        assertThat(terminal.asked())
                .containsExactly(
                        "POST /hooks/deploy?wait=true {\"serviceName\":\"shop\",\"dockerRepository\":\"team/shop:2\"} Bearer "
                                + TOKEN);
    }

    @Test
    void a_deployment_that_fails_is_status_1_with_the_containers_last_lines() {
        signedIn()
                .answering(
                        "POST /hooks/deploy?wait=true",
                        "200 "
                                + DONE.replace(
                                        "\"done\"",
                                        "\"failed\",\"reason\":\"exited\",\"lastLines\":[\"no database\"]"));
        Result failed = terminal.run("deploy", "shop");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).contains("  | no database", "failed, exited");
    }

    @Test
    void follows_a_log_as_lines_of_json_until_the_connection_ends() {
        signedIn()
                .answering(
                        "GET /services/shop/logs?lines=200&since=5m&follow=true as application/json",
                        "200 {\"time\":\"T\",\"unit\":\"shop-1-1\",\"message\":\"ready\\u001b[2J\"}\n\n");
        Result followed = terminal.run("logs", "shop", "-f", "--since", "5m");
        assertThat(followed.out()).isEqualTo("shop-1-1 T ready^[[2J\n");
        assertThat(followed.status()).isEqualTo(3);
    }

    @Test
    void a_stream_that_ends_early_is_not_taken_for_success() {
        signedIn()
                .answering(
                        "POST /hooks/deploy?wait=true", "200 {\"elapsedMillis\":1,\"step\":{\"name\":\"routed\"}}\n");
        assertThat(terminal.run("deploy", "shop").status()).isEqualTo(3);
    }

    @Test
    void works_environments_and_creates_services_in_them() {
        signedIn()
                .answering("POST /environments", "201 {\"doc\":{\"name\":\"staging\"}}")
                .answering("GET /environments", "200 {\"doc\":[{\"name\":\"production\"},{\"name\":\"staging\"}]}")
                .answering("POST /services", "201 {\"doc\":{\"name\":\"shop.staging\"}}")
                .answering("DELETE /environments/staging", "409 {\"message\":\"shop is in it.\"}");
        assertThat(terminal.run("environments", "create", "staging").status()).isZero();
        assertThat(terminal.run("environments").out()).isEqualTo("NAME\nproduction\nstaging\n");
        assertThat(terminal.run("services", "create", "shop", "team/shop", "--environment", "staging")
                        .out())
                .isEqualTo("shop.staging is created. Deploy it: paz deploy shop.staging\n");
        Result refused = terminal.run("environments", "delete", "staging", "--yes");
        assertThat(refused).extracting(Result::status, Result::err).containsExactly(1, "shop is in it.\n");
        assertThat(terminal.asked())
                .anySatisfy(asked ->
                        assertThat(asked).startsWith("POST /services").contains("\"environment\":\"staging\""));
    }

    @Test
    void rolls_back_to_the_last_version_that_was_done_before() {
        signedIn()
                .answering(
                        "GET /deployments?service=shop",
                        "200 {\"doc\":[{\"version\":5,\"state\":\"done\"},{\"version\":4,\"state\":\"failed\"},{\"version\":3,\"state\":\"done\"}]}")
                .answering("POST /deployments/shop/3/rollback?wait=true", "200 " + DONE);
        assertThat(terminal.run("rollback", "shop").status()).isZero();
    }

    @Test
    void changes_the_variables_that_are_named_and_sends_no_secret_back() {
        signedIn()
                .answering(
                        "GET /services/shop/config/next",
                        "200 {\"doc\":{\"env\":{\"A\":\"1\",\"B\":\"2\",\"DB\":\"paz-secret:0123\"}}}")
                .answering("PATCH /services/shop/config/next", "200 {\"doc\":{}}");
        assertThat(terminal.run("env", "set", "shop", "B=3", "C=x=y").status()).isZero();
        assertThat(terminal.run("env", "unset", "shop", "A").status()).isZero();
        assertThat(terminal.typing("pa$$\n", "secrets", "set", "shop", "KEY").status())
                .isZero();
        assertThat(terminal.run("env", "unset", "shop", "DB").status()).isEqualTo(1);
        assertThat(terminal.run("secrets", "set", "shop", "KEY=visible").status())
                .isEqualTo(2);
        assertThat(terminal.asked().stream().filter(each -> each.startsWith("PATCH")))
                .containsExactly(
                        "PATCH /services/shop/config/next {\"env\":{\"A\":\"1\",\"B\":\"3\",\"C\":\"x=y\"}} Bearer "
                                + TOKEN,
                        "PATCH /services/shop/config/next {\"env\":{\"B\":\"2\"}} Bearer " + TOKEN,
                        "PATCH /services/shop/config/next {\"secrets\":{\"DB\":\"paz-secret:0123\",\"KEY\":\"pa$$\"}} Bearer "
                                + TOKEN);
    }

    @Test
    void words_that_mean_nothing_are_status_2_with_what_was_meant() {
        assertThat(terminal.run("servics"))
                .extracting(Result::status, Result::err)
                .containsExactly(2, "There is no command \"servics\". Did you mean services?\nMore: paz --help\n");
        assertThat(terminal.run("deploy", "shop", "--timout", "3s").err()).contains("Did you mean --timeout?");
        assertThat(terminal.run("deploy").status()).isEqualTo(2);
        assertThat(terminal.run("--version").out()).startsWith("paz ");
    }

    @Test
    void a_service_that_is_not_there_is_status_5_with_the_one_that_was_meant() {
        signedIn().answering("GET /services", "200 {\"doc\":[{\"name\":\"shop\"}]}");
        Result unknown = terminal.run("services", "show", "shpo");
        assertThat(unknown.status()).isEqualTo(5);
        assertThat(unknown.err()).contains("Not found. Did you mean shop?");
    }

    @Test
    void names_from_outside_stay_one_segment_of_a_path() {
        signedIn();
        terminal.run("services", "show", "../tokens?x#y");
        terminal.run("services", "show", "..");
        assertThat(terminal.asked().stream().filter(each -> each.startsWith("GET /services/")))
                .containsExactly(
                        "GET /services/..%2Ftokens%3Fx%23y Bearer " + TOKEN, "GET /services/%2E%2E Bearer " + TOKEN);
    }

    @Test
    void deletes_only_when_somebody_said_so() {
        signedIn().answering("DELETE /services/shop", "204 ");
        assertThat(terminal.run("services", "delete", "shop").status()).isEqualTo(2);
        assertThat(terminal.asked()).isEmpty();
        assertThat(terminal.run("services", "delete", "shop", "--yes").status()).isZero();
    }

    @Test
    void completes_commands_options_and_names_of_the_platform() {
        signedIn().answering("GET /services", "200 {\"doc\":[{\"name\":\"shop\"},{\"name\":\"web\"}]}");
        assertThat(terminal.run("complete", "--", "serv").out()).isEqualTo("services\n");
        assertThat(terminal.run("complete", "--", "services", "cr").out()).isEqualTo("create\n");
        assertThat(terminal.run("complete", "--", "deploy", "s").out()).isEqualTo("shop\n");
        assertThat(terminal.run("complete", "--", "deploy", "--timeout", "5m", "w")
                        .out())
                .isEqualTo("web\n");
        assertThat(terminal.run("complete", "--", "deploy", "--t").out()).isEqualTo("--timeout\n");
        assertThat(terminal.run("complete", "--", "env", "set", "").out()).isEqualTo("shop\nweb\n");
    }

    @Test
    void the_hosts_launcher_hands_over_words_that_are_commands_here() throws IOException {
        String launcher = Files.readString(Path.of("../scripts/arguments.sh"));
        Matcher handedOver = Pattern.compile("(?m)^CLI_COMMANDS=\\((.+)\\)$").matcher(launcher);
        assertThat(handedOver.find()).isTrue();
        Matcher own = Pattern.compile("COMMAND_NAME=\\$1 ;;").matcher(launcher);
        assertThat(own.find()).isTrue();
        List<String> words = List.of(handedOver.group(1).split(" "));
        assertThat(Commands.names()).containsAll(words);
        for (String name : Commands.names()) {
            boolean isTheLaunchers = Pattern.compile("[ |]" + name + "( \\||\\) COMMAND_NAME)")
                    .matcher(launcher)
                    .find();
            boolean isTheTokens = name.equals("tokens") || name.equals("complete");
            assertThat(isTheLaunchers || words.contains(name) || isTheTokens)
                    .as(name)
                    .isTrue();
            assertThat(isTheLaunchers && words.contains(name))
                    .as(name + " is both")
                    .isFalse();
        }
    }

    @Test
    void every_command_has_help_and_stands_in_the_manual() {
        String manual = terminal.run("man").out();
        for (String name : Commands.names()) {
            Result help = terminal.run(name, "--help");
            assertThat(help.status()).as(name).isZero();
            assertThat(help.out()).as(name).startsWith("Usage: paz " + name);
            if (!name.equals("complete")) {
                assertThat(manual).contains(".SS paz " + name.replace("-", "\\-"));
            }
        }
        assertThat(List.of(manual.split("\n"))).noneMatch(line -> line.startsWith("'"));
    }
}
