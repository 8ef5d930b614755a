package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        return Map.of(
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
                "\u0007");
    }
}
