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

/** What is done with the requests of a service beside routing them: no value slips anything in, and a bad one opens nothing. */
class ProxySettingsFilesTest {

    private static final String SETTINGS = "/paz/config/services/web/proxy/";
    private static final String CLOSED = "    http-request return status 503 content-type text/plain";

    @TempDir
    Path folder;

    static Stream<String> badNumber() {
        return Stream.of(
                "",
                "0x10",
                "-1",
                "+1",
                "1 ",
                "1k",
                "1;2",
                "99999999999999",
                "1 }\n    http-request return status 200",
                "\u0661",
                "(20000 bytes)");
    }

    static Stream<String> badNetwork() {
        return Stream.of(
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0",
                "010.0.0.1",
                "256.0.0.1",
                "10.0.0.1\n    http-request",
                "-f",
                "/etc/passwd",
                "fd00::/129",
                "fd00:::",
                "1::2::3",
                "12345::",
                "::ffff:10.0.0.1",
                "example.org",
                "\uFFFD",
                "10.0.0.1#",
                "!10.0.0.1",
                "(20000 bytes)");
    }

    @Test
    void a_limit_that_cannot_be_read_closes_the_service() throws Exception {
        for (String bad : badNumber().toList()) {
            String text = render("max-body", bad);
            assertThat(text)
                    .as(bad)
                    .contains(CLOSED, "# skipped: 1 proxy settings")
                    .doesNotContain("413");
        }
        assertThat(render("max-body", "0012")).contains(" gt 12 }").doesNotContain(CLOSED);
    }

    @Test
    void a_number_that_cannot_be_read_closes_the_service() throws Exception {
        for (String name :
                List.of("idle-timeout", "max-connections", "queue-timeout", "rate-requests", "rate-seconds")) {
            for (String bad : List.of("0", "", "1\n    http-request allow", "12345678", "x")) {
                assertThat(render(name, bad)).as("%s %s", name, bad).contains(CLOSED, "# skipped: 1 proxy settings");
            }
        }
        assertThat(render("rate-requests", "5")).as("without seconds").contains(CLOSED);
    }

    static Stream<String> badHeader() {
        return Stream.of(
                "X-A it's",
                "X-A a\n    http-request allow",
                "X-A \u00e4",
                "X_A a",
                " X-A a",
                "X:A a",
                "x".repeat(65) + " a",
                "X-A " + "x".repeat(600),
                "Host evil",
                "HOST",
                "Connection close",
                "Transfer-Encoding chunked",
                "content-length 0",
                "Authorization a",
                "Cookie a",
                "X-Forwarded-For 8.8.8.8",
                "x-forwarded-anything",
                "X-Request-Id a",
                "X-Paz-Client 8.8.8.8",
                "Proxy-Authorization a",
                "Sec-WebSocket-Key a",
                "HTTP2-Settings",
                "Forwarded for=8.8.8.8");
    }

    @Test
    void a_header_that_may_not_be_changed_is_left_out() throws Exception {
        String without = render("header-1", "");
        for (String bad : badHeader().toList()) {
            assertThat(render("header-1", bad).replaceFirst("\n    # skipped: 1 proxy settings.*", ""))
                    .as(bad)
                    .isEqualTo(without);
        }
        assertThat(render("header-40", "X-A %[src] \"$HOME\" \\ {{}} #"))
                .contains("    http-request set-header X-A '%%[src] \"$HOME\" \\ {{}} #'\n");
        assertThat(render("header-1", "Accept-Encoding")).contains("    http-request del-header Accept-Encoding\n");
    }

    @Test
    void the_map_of_sticky_clients_has_instances_that_get_requests() {
        SortedMap<String, String> tree = Trees.usual();
        assertThat(HaproxyFilesTest.render(tree).get("sticky.map")).isEmpty();
        tree.put(SETTINGS + "sticky", "cookie");
        tree.put("/paz/services/web/90/1", "10.0.0.1:80");
        tree.put("/paz/services/web/91/1", "10.0.0.1:80");
        tree.put("/paz/services/web/91/x", "10.0.0.1:80");
        tree.put("/paz/services/web/9 1/2", "10.0.0.1:80");
        tree.put("/paz/config/services/web/versions/90/weight", "0");
        assertThat(HaproxyFilesTest.render(tree).get("sticky.map"))
                .contains("web-91-1 web-91-1\n")
                .doesNotContain("web-90", "x", "demo-api");
    }

    @Test
    void a_network_that_cannot_be_read_lets_nobody_in() throws Exception {
        for (String bad : badNetwork().toList()) {
            assertThat(render("networks", bad))
                    .as(bad)
                    .containsPattern("http-request return status 403 .*\"\n")
                    .doesNotContain("acl is_allowed");
        }
        assertThat(render("networks", "")).containsPattern("http-request return status 403 .*\"\n");
        assertThat(render("networks", "10.0.0.0/8 example.org ::1"))
                .contains("-m ip 10.0.0.0/8\n", "-m ip ::1\n", "# skipped: 1 proxy settings")
                .doesNotContain("example.org\n    acl");
    }

    @Test
    void a_page_is_one_text_whatever_is_in_it() throws Exception {
        String page = "\"\n    http-request allow\n'#$HOME ${HOME} \\\" %[src] {{ \\n \u00e4\u65e5\ud83d\ude00\t";
        SortedMap<String, String> tree = Trees.usual();
        tree.put(SETTINGS + "maintenance", "");
        tree.put(SETTINGS + "maintenance-page", page);
        SortedMap<String, String> files = HaproxyFilesTest.render(tree);
        HaproxyFilesTest.assertHaproxyTakes(folder, files);
        assertThat(files.get("haproxy.cfg"))
                .contains(" string \"\\\"\\n    http-request allow\\n'#\\$HOME \\${HOME} \\\\\\\" %[src] {{ \\\\n"
                        + " \u00e4\u65e5\ud83d\ude00\\t\"\n")
                .doesNotContain("\n    http-request allow");
        for (String bad : Stream.of("\0", "\u0007", "\u001b[1m", "\u007f", "x".repeat(4097))
                .toList()) {
            tree.put(SETTINGS + "maintenance-page", bad);
            assertThat(HaproxyFilesTest.render(tree).get("haproxy.cfg"))
                    .contains("The service web is being maintained", "# skipped: 1 proxy settings")
                    .doesNotContain(bad);
        }
    }

    @Test
    void a_wait_that_cannot_be_read_is_the_default_one() throws Exception {
        for (String bad : badNumber().filter(text -> !text.isEmpty()).toList()) {
            assertThat(render("maintenance", bad)).as(bad).contains(" hdr Retry-After 300 ");
        }
        assertThat(render("maintenance", "86401")).contains(" hdr Retry-After 300 ");
    }

    private String render(String name, String value) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put(SETTINGS + name, value);
        SortedMap<String, String> files = HaproxyFilesTest.render(tree);
        HaproxyFilesTest.assertHaproxyTakes(folder, files);
        return files.get("haproxy.cfg");
    }

    /** Settings for the comparison with the real confd. */
    static Map<String, String> several() {
        Map<String, String> settings = new HashMap<>(Map.of(
                SETTINGS + "idle-timeout", "60",
                SETTINGS + "max-connections", "5",
                SETTINGS + "queue-timeout", "x",
                SETTINGS + "rate-requests", "100",
                SETTINGS + "rate-seconds", "60",
                SETTINGS + "compression", "gzip",
                SETTINGS + "header-1", "X-A a %20 \\",
                SETTINGS + "header-2", "X-Forwarded-For a",
                SETTINGS + "header-3", "Accept"));
        settings.putAll(Map.of(
                SETTINGS + "sticky",
                "cookie",
                SETTINGS + "max-body",
                "1000",
                SETTINGS + "networks",
                "10.0.0.0/8 example.org fd00::/8",
                SETTINGS + "maintenance",
                "60",
                SETTINGS + "maintenance-page",
                "<p title=\"\u00e4\">$HOME \\ '\n",
                "/paz/config/services/demo-api/proxy/max-body",
                "x",
                "/paz/config/services/demo-api/proxy/maintenance",
                "",
                "/paz/config/services/demo-api/proxy/maintenance-page",
                "\u0007"));
        return settings;
    }
}
