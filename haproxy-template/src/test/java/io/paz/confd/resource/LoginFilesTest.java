package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of a service, and headers of its answers: no value slips anything in, and a bad user lets nobody in. */
class LoginFilesTest {

    private static final String SETTINGS = "/paz/config/services/web/proxy/";
    private static final String SALT_AND_HASH = "saltofsixteenchr$QL0SnfIoivtqHJWRylXIgGItho86jNiod6wxujoux52";

    @TempDir
    Path folder;

    static Stream<String> badUser() {
        return Stream.of(
                "ann",
                "ann ",
                "ann secret",
                " $5$" + SALT_AND_HASH,
                "ann $1$" + SALT_AND_HASH,
                "ann $5$" + SALT_AND_HASH + " groups x",
                "ann x$5$" + SALT_AND_HASH,
                "ann $5$" + SALT_AND_HASH + "\n    user root insecure-password x",
                "ann $5$" + SALT_AND_HASH + "\"",
                "ann $5$" + SALT_AND_HASH + "#",
                "ann:b $5$" + SALT_AND_HASH,
                "a\u00e4 $5$" + SALT_AND_HASH,
                "ann $5$rounds=10001$" + SALT_AND_HASH,
                "ann $5$rounds=999999999$" + SALT_AND_HASH,
                "ann $6$rounds=99999$" + SALT_AND_HASH,
                "ann $5$rounds=$" + SALT_AND_HASH,
                "ann $5$rounds=+9999$" + SALT_AND_HASH,
                "ann $5$xrounds=99999$" + SALT_AND_HASH,
                "ann $2y$09$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW",
                "ann $2y$31$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW",
                "ann $2y$ 4$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW",
                "ann $y$j9T$" + SALT_AND_HASH,
                "ann $7$" + SALT_AND_HASH,
                "ann $5$" + "x".repeat(140));
    }

    @Test
    void a_user_who_cannot_be_read_is_none_and_the_service_stays_closed() throws Exception {
        for (String bad : badUser().toList()) {
            assertThat(render(Map.of("basic-auth", "drop", "user-1", bad)))
                    .as(bad)
                    .contains(
                            "\nuserlist web\n",
                            "    http-request auth realm \"web\" unless { var(txn.is_known) -m bool }\n",
                            "# skipped: 1 proxy settings")
                    .doesNotContain("\n    user ");
        }
    }

    @Test
    void each_kind_of_hash_is_taken_and_a_name_once() throws Exception {
        String text = render(Map.of(
                "basic-auth",
                "",
                "realm",
                "The shop.",
                "user-1",
                "ann $5$" + SALT_AND_HASH,
                "user-2",
                "a.b_c@d-e $5$rounds=10000$" + SALT_AND_HASH,
                "user-3",
                "cyd $2y$08$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW",
                "user-50",
                "ann $6$" + SALT_AND_HASH));
        assertThat(text)
                .contains(
                        "    user ann password $5$" + SALT_AND_HASH + "\n",
                        "    user a.b_c@d-e password $5$rounds=10000$" + SALT_AND_HASH + "\n",
                        "    user cyd password $2y$08$",
                        "    http-request auth realm \"The shop.\" unless",
                        "    http-request del-header Authorization\n",
                        "# skipped: 1 proxy settings")
                .doesNotContain("password $6$");
        assertThat(render(Map.of("basic-auth", "pass"))).doesNotContain("del-header Authorization\n");
    }

    @Test
    void a_realm_that_cannot_be_read_is_the_name_of_the_service() throws Exception {
        for (String bad : List.of("", "a\"b", "a\nb", "a\\b", "a%b", "x".repeat(65), "\u00e4")) {
            assertThat(render(Map.of("basic-auth", "drop", "realm", bad)))
                    .as(bad)
                    .contains("    http-request auth realm \"web\" unless");
        }
    }

    static Stream<String> badHeader() {
        return Stream.of(
                "X-A a",
                "set X-A",
                "set X-A ",
                "add X-A",
                "del X-A a",
                "del",
                "del ",
                "replace X-A a",
                "set X-A it's",
                "set X-A a\n    http-request allow",
                "set X-A \u00e4",
                "set X_A a",
                "set  X-A a",
                "set X:A a",
                "set " + "x".repeat(65) + " a",
                "set X-A " + "x".repeat(600),
                "set Connection close",
                "add Transfer-Encoding chunked",
                "set content-length 0",
                "del Content-Encoding",
                "del Upgrade",
                "set Strict-Transport-Security max-age=0",
                "del strict-transport-security",
                "add X-Request-Id a",
                "set X-Paz-Page 1",
                "del Sec-WebSocket-Accept",
                "set Proxy-Authenticate a",
                "add Alt-Svc h3=:443");
    }

    @Test
    void a_header_of_answers_that_may_not_be_changed_is_left_out() throws Exception {
        String without = render(Map.of());
        for (String bad : badHeader().toList()) {
            assertThat(render(Map.of("response-header-1", bad)).replaceFirst("\n    # skipped: 1 proxy settings.*", ""))
                    .as(bad)
                    .isEqualTo(without);
        }
        assertThat(render(Map.of(
                        "response-header-1",
                        "set X-A set X-A %[src] \"$HOME\" \\ {{}} #",
                        "response-header-2",
                        "add Set-Cookie a=b",
                        "response-header-40",
                        "del Server")))
                .contains(
                        "    http-response set-header X-A 'set X-A %%[src] \"$HOME\" \\ {{}} #'\n",
                        "    http-response add-header Set-Cookie 'a=b'\n", "    http-response del-header Server\n");
    }

    private String render(Map<String, String> settings) throws Exception {
        SortedMap<String, String> files = rendered(settings);
        HaproxyFilesTest.assertHaproxyTakes(folder, files);
        return files.get("haproxy.cfg");
    }

    private static SortedMap<String, String> rendered(Map<String, String> settings) {
        SortedMap<String, String> tree = Trees.usual();
        settings.forEach((name, value) -> tree.put(SETTINGS + name, value));
        return HaproxyFilesTest.render(tree);
    }

    @Test
    void an_error_page_is_one_text_whatever_is_in_it_and_a_bad_one_is_none() throws Exception {
        String page = "\"\n    http-request allow\n'#$HOME ${HOME} \\\" %[src] {{ \\n \u00e4\ud83d\ude00\t";
        assertThat(render(Map.of("error-page-503", page)))
                .contains(
                        "    http-error status 503 content-type \"text/html; charset=utf-8\" hdr Cache-Control no-store"
                                + " string \"\\\"\\n    http-request allow\\n'#\\$HOME \\${HOME} \\\\\\\" %[src] {{ \\\\n"
                                + " \u00e4\ud83d\ude00\\t\"\n")
                .doesNotContain("\n    http-request allow");
        for (String bad : List.of("\0", "\u0007", "x".repeat(4097))) {
            assertThat(render(Map.of("error-page-504", bad)))
                    .contains("# skipped: 1 proxy settings")
                    .doesNotContain(bad);
        }
    }

    /** Settings for the comparison with the real confd. */
    static Map<String, String> several() {
        Map<String, String> settings = new HashMap<>(Map.of(
                SETTINGS + "basic-auth", "drop",
                SETTINGS + "realm", "The shop",
                SETTINGS + "response-header-1", "set X-A set X-A %20 \\",
                SETTINGS + "response-header-2", "add Set-Cookie a=b",
                SETTINGS + "response-header-3", "del Server",
                SETTINGS + "response-header-4", "del X-Request-Id",
                SETTINGS + "response-header-5", "set X-A"));
        List<String> users = badUser().toList();
        for (int i = 0; i < users.size(); i++) {
            settings.put(SETTINGS + "user-" + (i + 1), users.get(i));
        }
        settings.put(SETTINGS + "user-49", "ann $5$rounds=10000$" + SALT_AND_HASH);
        settings.put(SETTINGS + "user-50", "cyd $2y$08$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW");
        settings.put(SETTINGS + "error-page-503", "<p title=\"\u00e4\">$HOME \\ '\n");
        settings.put(SETTINGS + "error-page-504", "\u0007");
        settings.put("/paz/config/services/demo-api/proxy/basic-auth", "pass");
        settings.put("/paz/config/services/demo-api/proxy/realm", "a\"b");
        return settings;
    }
}
