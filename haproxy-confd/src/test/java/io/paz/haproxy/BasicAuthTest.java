package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users and passwords that HAProxy asks for, and headers of answers that it changes. */
class BasicAuthTest extends ServiceWithSettings {

    /** Of "s3cret: ü". */
    private static final String SHA_256 = "$5$saltofsixteenchr$QL0SnfIoivtqHJWRylXIgGItho86jNiod6wxujoux52";

    private static final String SHA_512 =
            "$6$rounds=10000$salt$YWZjTv/vrbzYMzpUu2eTDC.3Gg.ceAS6ArOG1tN6blwvKQQJt9iUGmxBLBZ6zQtxPYaUFA4f5RtKF195qaE7F.";
    private static final String BCRYPT = "$2y$05$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW";
    private static final String PASSWORD = "s3cret: \u00fc";

    @Test
    void only_users_with_their_password_reach_the_instance() throws Exception {
        start(2, Map.of());
        put(SETTINGS + "user-1", "ann " + SHA_256);
        put(SETTINGS + "user-2", "bob@example.org " + SHA_512);
        put(SETTINGS + "user-3", "cyd " + BCRYPT);
        set("basic-auth", "drop");
        assertThat(get(""))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("\r\nwww-authenticate: Basic realm=\"web\"\r\n")
                .containsIgnoringCase("\r\nx-request-id: ")
                .contains("The service web asks for a user and a password");
        for (String user : List.of("ann", "bob@example.org", "cyd")) {
            for (int i = 0; i < 3; i++) {
                assertThat(get("X-Forwarded-User: root\r\n" + login(user, PASSWORD)))
                        .as(user)
                        .startsWith("HTTP/1.1 200 ")
                        .contains("\nx-forwarded-user=" + user + "\n")
                        .doesNotContain("authorization", "Authorization");
            }
        }
        assertThat(post(login("ann", PASSWORD) + "Content-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("authorization");
        assertThat(post("Content-Length: 1\r\n\r\nx")).startsWith("HTTP/1.1 401 ");
        for (String refused : List.of(
                login("ann", "wrong"),
                login("ann", ""),
                login("Ann", PASSWORD),
                login("", PASSWORD),
                login("ann", SHA_256),
                "Authorization: Basic\r\n",
                "Authorization: Bearer " + encoded("ann", PASSWORD) + "\r\n",
                login("ann", PASSWORD) + login("ann", PASSWORD),
                login("ann", PASSWORD).replace("\r\n", "|web\r\n"))) {
            assertThat(get(refused)).as(refused).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void an_address_that_was_wrong_ten_times_has_to_wait_and_who_is_known_has_not() throws Exception {
        start(1, Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "127.0.0.0/8"));
        put(SETTINGS + "user-1", "ann " + SHA_256);
        set("basic-auth", "pass");
        String from = "X-Forwarded-For: 192.0.2.1\r\n";
        assertThat(get(from + login("ann", PASSWORD)))
                .startsWith("HTTP/1.1 200 ")
                .contains("\nauthorization=Basic ");
        for (int i = 0; i < 10; i++) {
            assertThat(get(from + login("ann", "wrong" + i))).startsWith("HTTP/1.1 401 ");
        }
        assertThat(get(from + login("ann", "wrong")))
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("\r\nretry-after: 60\r\n");
        assertThat(get(from)).startsWith("HTTP/1.1 401 ");
        assertThat(get(from + login("ann", PASSWORD))).startsWith("HTTP/1.1 200 ");
        assertThat(get("X-Forwarded-For: 192.0.2.2\r\n" + login("ann", "wrong")))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void a_password_that_changes_is_asked_for_at_once_and_checks_of_health_go_on() throws Exception {
        start(1, Map.of());
        put("/paz/config/services/web/versions/1/health-path", "/health");
        put(SETTINGS + "realm", "The shop");
        put(SETTINGS + "user-1", "ann " + SHA_256);
        set("basic-auth", "drop");
        assertThat(get("")).startsWith("HTTP/1.1 401 ").contains(" realm=\"The shop\"");
        assertThat(get(login("ann", PASSWORD))).startsWith("HTTP/1.1 200 ");
        set("user-1", "ann " + SHA_256.replaceFirst(".$", "."));
        assertThat(get(login("ann", PASSWORD))).startsWith("HTTP/1.1 401 ");
        set("user-1", "ann " + BCRYPT);
        assertThat(get(login("ann", PASSWORD))).startsWith("HTTP/1.1 200 ");
        set("user-1", "ann $1$abc$something");
        assertThat(get(login("ann", PASSWORD)))
                .as("with no user that can be read")
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void headers_of_answers_are_set_added_and_removed_and_those_of_paz_stay() throws Exception {
        start(2, Map.of());
        put(SETTINGS + "sticky", "cookie");
        put(SETTINGS + "response-header-1", "set X-Frame-Options \"a\" $HOME \\ %[src] %20 # {}");
        put(SETTINGS + "response-header-2", "add Set-Cookie a=b");
        put(SETTINGS + "response-header-3", "set X-Request-Id mine");
        put(SETTINGS + "response-header-4", "del X-Request-Id");
        set("response-header-5", "del X-Powered-By");
        assertThat(get("X-Request-Id: 12345678\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\nx-frame-options: \"a\" $HOME \\ %[src] %20 # {}\r\n")
                .containsIgnoringCase("\r\nset-cookie: a=b\r\n")
                .containsIgnoringCase("\r\nset-cookie: paz-web=")
                .containsIgnoringCase("\r\nx-request-id: 12345678\r\n")
                .doesNotContainIgnoringCase("x-powered-by");
    }

    @Test
    void pages_of_the_service_take_the_place_of_those_of_paz() throws Exception {
        start(0, Map.of());
        Instance instance = instance("web");
        put("/paz/services/web/1/1", instance.address());
        String page = "<!doctype html>\n<p class=\"b\">Gr\u00fc\u00dfe, $HOME %[src] \\n # \ud83d\ude00";
        put(SETTINGS + "error-page-504", page + "504");
        put("/paz/config/services/web/response-timeout", "1");
        set("error-page-503", page);
        awaitStatus(internal, "web.paz", 200);
        assertThat(get("X-Request-Id: 12345678\r\n", "/slow"))
                .startsWith("HTTP/1.1 504 ")
                .containsIgnoringCase("\r\nx-request-id: 12345678\r\n")
                .endsWith("\r\n\r\n" + page + "504");
        delete("/paz/services/web/1/1");
        awaitStatus(internal, "web.paz", 503);
        assertThat(get("X-Request-Id: 12345678\r\n"))
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("\r\nx-request-id: 12345678\r\n")
                .containsIgnoringCase("\r\ncontent-type: text/html; charset=utf-8\r\n")
                .endsWith("\r\n\r\n" + page);
    }

    private static String login(String user, String password) {
        return "Authorization: Basic " + encoded(user, password) + "\r\n";
    }

    private static String encoded(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
