package io.paz.orchestrator.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.PazService;
import io.paz.orchestrator.Orchestrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Signing in as a browser does, over HTTP. */
final class SignInTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TOKEN = "Bearer secret";

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        service =
                Orchestrator.start(Map.of(), "--port=0", "--token-file=" + token, "--etcd-endpoint=http://127.0.0.1:9");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private record Browser(String cookie, String csrfToken) {}

    private static HttpResponse<String> ask(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + PazService.port(service) + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String field(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([0-9a-f]{64})\"").matcher(json);
        assertThat(found.find()).as("%s in %s", name, json).isTrue();
        return found.group(1);
    }

    private static String ticket() throws Exception {
        HttpResponse<String> answer = ask("POST", "/session/tickets", "", "Authorization", TOKEN);
        assertThat(answer.statusCode()).isEqualTo(201);
        return field("ticket", answer.body());
    }

    private static HttpResponse<String> use(String ticket, String... headers) throws Exception {
        return ask("POST", "/session", "{\"ticket\":\"%s\"}".formatted(ticket), headers);
    }

    private static Browser signedIn() throws Exception {
        HttpResponse<String> answer = use(ticket());
        assertThat(answer.statusCode()).isEqualTo(200);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return new Browser(cookie.substring(0, cookie.indexOf(';')), field("csrfToken", answer.body()));
    }

    @Test
    void a_link_signs_in_once() throws Exception {
        String ticket = ticket();
        assertThat(use(ticket).statusCode()).isEqualTo(200);
        HttpResponse<String> again = use(ticket);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("ticket: used, expired or unknown (expected: one that ./paz open made");
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_other_sites() throws Exception {
        String cookie = use(ticket()).headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("paz-session=[0-9a-f]{64}; Path=/; Max-Age=604800; Expires=[^;]+; HttpOnly; SameSite=Strict");
        String secure = use(ticket(), "X-Forwarded-Proto", "https")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(secure)
                .matches("__Host-paz-session=[0-9a-f]{64}; Path=/; Max-Age=604800; Expires=[^;]+; Secure; HttpOnly;"
                        + " SameSite=Strict");
    }

    @Test
    void a_session_of_plain_http_is_none_over_https_and_the_other_way_round() throws Exception {
        String plain = nameAndValue(use(ticket()));
        String secure = nameAndValue(use(ticket(), "X-Forwarded-Proto", "https"));
        String renamed = secure.replace("__Host-", "");

        assertThat(session(plain, "http")).isEqualTo(200);
        assertThat(session(secure, "https")).isEqualTo(200);
        assertThat(session(renamed, "https"))
                .as("one that a neighbouring host could have set")
                .isEqualTo(401);
        assertThat(session(plain, "https")).isEqualTo(401);
        assertThat(session(secure, "http")).isEqualTo(401);
    }

    @Test
    void a_session_has_the_address_of_the_client_that_the_nearest_proxy_names() throws Exception {
        String cookie = nameAndValue(use(ticket(), "X-Forwarded-For", "198.51.100.7, 192.0.2.9, 127.0.0.1"));

        assertThat(ask("GET", "/sessions", "", "Cookie", cookie).body())
                .contains("\"address\":\"192.0.2.9\"")
                .doesNotContain("198.51.100.7");
    }

    private static int session(String cookie, String scheme) throws Exception {
        return ask("GET", "/session", "", "Cookie", cookie, "X-Forwarded-Proto", scheme)
                .statusCode();
    }

    private static String nameAndValue(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void a_session_reads_and_writes_as_the_token_does() throws Exception {
        Browser browser = signedIn();
        assertThat(ask("GET", "/metrics", "", "Cookie", browser.cookie()).statusCode())
                .isEqualTo(200);
        HttpResponse<String> session = ask("GET", "/session", "", "Cookie", browser.cookie());
        assertThat(field("csrfToken", session.body())).isEqualTo(browser.csrfToken());
        assertThat(session.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void a_change_wants_the_sessions_own_token() throws Exception {
        Browser browser = signedIn();
        Browser other = signedIn();
        for (String[] headers : List.of(
                new String[] {"Cookie", browser.cookie()},
                new String[] {"Cookie", browser.cookie(), "x-csrf-token", ""},
                new String[] {"Cookie", browser.cookie(), "x-csrf-token", other.csrfToken()})) {
            HttpResponse<String> answer = ask("DELETE", "/session", "", headers);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("x-csrf-token: missing or wrong");
        }
        assertThat(ask("GET", "/metrics", "", "Cookie", browser.cookie()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void signing_out_ends_the_session_on_the_server() throws Exception {
        Browser browser = signedIn();
        HttpResponse<String> answer =
                ask("DELETE", "/session", "", "Cookie", browser.cookie(), "x-csrf-token", browser.csrfToken());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(ask("GET", "/metrics", "", "Cookie", browser.cookie()).statusCode())
                .isEqualTo(401);
        assertThat(ask("GET", "/session", "", "Cookie", browser.cookie()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_session_signs_nobody_else_in() throws Exception {
        Browser browser = signedIn();
        HttpResponse<String> answer =
                ask("POST", "/session/tickets", "", "Cookie", browser.cookie(), "x-csrf-token", browser.csrfToken());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/session/tickets", "").statusCode()).isEqualTo(401);
    }

    @Test
    void no_spelling_of_the_path_lets_a_session_sign_others_in() throws Exception {
        Browser browser = signedIn();
        for (String path : List.of(
                "/session/%74ickets",
                "/%73ession/tickets",
                "/session;a=1/tickets",
                "/session/tickets;a=1",
                "/session/tickets;",
                "/session/tickets/",
                "/session/tickets//",
                "/session//tickets",
                "//session/tickets",
                "/session/./tickets",
                "/session/x/../tickets",
                "/session/%2e/tickets",
                "/session%2Ftickets",
                "/session/%2574ickets",
                "/Session/Tickets",
                "/session/tickets%00",
                "/session/tickets%20",
                "/session/tickets?_method=GET")) {
            for (String method : List.of("POST", "GET", "PUT")) {
                HttpResponse<String> answer =
                        ask(method, path, "", "Cookie", browser.cookie(), "x-csrf-token", browser.csrfToken());
                assertThat(answer.statusCode()).as("%s %s", method, path).isIn(400, 401, 404, 405);
                assertThat(answer.body()).doesNotContain("\"ticket\"");
            }
        }
    }

    @Test
    void a_cookie_that_was_made_up_is_nobodys() throws Exception {
        assertThat(ask("GET", "/metrics", "", "Cookie", "paz-session=" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(401);
        assertThat(use("0".repeat(64)).statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/session", "{}").statusCode()).isIn(400, 401);
    }

    @Test
    void nobody_signs_in_where_no_token_is_wanted() throws Exception {
        try (ConfigurableApplicationContext insecure =
                Orchestrator.start(Map.of(), "--port=0", "--insecure", "--etcd-endpoint=http://127.0.0.1:9")) {
            HttpResponse<String> answer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PazService.port(insecure) + "/session"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("{\"doc\":{\"csrfToken\":\"\"}}");
        }
    }
}
