package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How health checks stand in HAProxy's files, and that no key can break them there. */
class HealthCheckFilesTest {

    @TempDir
    Path folder;

    static Stream<String> badStatus() {
        return Stream.of(
                "",
                "99",
                "600",
                "200-",
                "-200",
                "300-200",
                "200,",
                "200--300",
                "200-300-400",
                "2xx",
                "200 rstatus .",
                "200\nserver evil 1.2.3.4:80",
                "200;",
                "\u0662\u0660\u0660",
                "200,".repeat(30) + "200");
    }

    @ParameterizedTest
    @MethodSource
    void badStatus(String status) throws Exception {
        assertCheckIsAsWithout("health-status", status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "POST", "CONNECT", "GET /evil", "GET\nserver evil 1.2.3.4:80"})
    void badMethod(String method) throws Exception {
        assertCheckIsAsWithout("health-method", method);
    }

    static Stream<String> badHost() {
        return Stream.of("a b", "a\r\nX: y", "a\nb", "%[src]", "${HOME}", "a/b", "h\u00e9", "a\"b", "a".repeat(256));
    }

    @ParameterizedTest
    @MethodSource
    void badHost(String host) throws Exception {
        assertCheckIsAsWithout("health-host", host);
    }

    private void assertCheckIsAsWithout(String option, String value) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        SortedMap<String, String> usual = HaproxyFilesTest.render(tree);
        tree.put("/paz/config/services/demo-api/versions/2/" + option, value);
        SortedMap<String, String> rendered = HaproxyFilesTest.render(tree);
        assertThat(rendered.get("haproxy.cfg")).contains("# skipped: 1 methods, statuses or hosts of health checks");
        assertThat(HaproxyFilesTest.lines(rendered.get("haproxy.cfg")))
                .isEqualTo(HaproxyFilesTest.lines(usual.get("haproxy.cfg")));
        assertThat(rendered.get("health-hosts.map")).isEqualTo(usual.get("health-hosts.map"));
        HaproxyFilesTest.assertHaproxyTakes(folder, rendered);
    }
}
