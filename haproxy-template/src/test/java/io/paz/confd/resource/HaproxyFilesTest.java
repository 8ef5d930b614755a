package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of Paz's own HAProxy: whole texts, and that no key can break them or slip a line into them. */
class HaproxyFilesTest {

    private static final String DEMO = "/paz/services/demo-api/1/1";
    private static final String DEMO_CONFIG = "/paz/config/services/demo-api/";
    private static final String VERSION = DEMO_CONFIG + "versions/1/";

    /** Values that pass `haproxy -c`, or break it, when they are pasted into a line. */
    private static final Map<String, String> BAD_ADDRESSES = Map.ofEntries(
            Map.entry("second line", "10.0.0.1:80\n http-request return status 200"),
            Map.entry("unix socket", "unix@/var/run/docker.sock"),
            Map.entry("address of no host", "169.254.169.254:80"),
            Map.entry("option after it", "10.0.0.1:80 backup"),
            Map.entry("environment", "\"${HOME}\":80"),
            Map.entry("no port", "10.0.0.1"),
            Map.entry("empty port", "10.0.0.1:"),
            Map.entry("port 0", "10.0.0.1:0"),
            Map.entry("port 65536", "10.0.0.1:65536"),
            Map.entry("port too long", "10.0.0.1:99999999999999999999"),
            Map.entry("signed port", "10.0.0.1:+80"),
            Map.entry("port with a zero first", "10.0.0.1:080"),
            Map.entry("port of other digits", "10.0.0.1:\u0668\u0660"),
            Map.entry("two ports", "10.0.0.1:80:81"),
            Map.entry("port of two numbers", "10.0.0.1:80.81"),
            Map.entry("host name", "example.org:80"),
            Map.entry("space before", " 10.0.0.1:80"),
            Map.entry("semicolon", "10.0.0.1:80;shutdown"),
            Map.entry("comment", "10.0.0.1:80#"),
            Map.entry("template", "{{getv \"/paz/config/domain\"}}:80"),
            Map.entry("not UTF-8", "\uFFFD:80"),
            Map.entry("empty", ""));

    @TempDir
    Path folder;

    @Test
    void usualTreeGivesTheseFiles() throws Exception {
        assertGolden("usual", render(Trees.usual()));
    }

    @Test
    void noKeysAtAllGiveFilesThatHaproxyRunsWith() throws Exception {
        assertGolden("empty", render(new TreeMap<>()));
    }

    @Test
    void addressesComeFromTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of(
                "PAZ_HAPROXY_INTERNAL_BIND", "127.0.0.1:8080,[::1]:8080",
                "PAZ_HAPROXY_PUBLIC_BIND", "*:8081",
                "PAZ_HAPROXY_STATS_BIND", "127.0.0.1:8405",
                "PAZ_HAPROXY_RUN", "/somewhere");
        String text = new Renderer(ConfFiles.builtIn(), environment)
                .render(new TreeMap<>())
                .get("haproxy.cfg");

        assertThat(text.lines().map(String::strip).filter(line -> line.startsWith("bind ") && !line.contains("unix@")))
                .containsExactly(
                        "bind 127.0.0.1:8405", "bind 127.0.0.1:8080,[::1]:8080 tcp-ut 15m", "bind *:8081 tcp-ut 15m");
        assertThat(text).contains("stats socket /somewhere/admin.sock mode 600 level admin expose-fd listeners");
    }

    static Stream<Map.Entry<String, String>> badAddress() {
        return BAD_ADDRESSES.entrySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badAddress(Map.Entry<String, String> row) throws Exception {
        assertSkipped(DEMO, row.getValue(), "backend demo-api\n    # skipped: 1 addresses");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAddress")
    void badAddressOfAPart(Map.Entry<String, String> row) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/services/paz-orchestrator", row.getValue());
        String text = render(tree).get("haproxy.cfg");

        assertThat(text).contains("# skipped: 1 parts of Paz").doesNotContain("server paz-orchestrator");
        assertHaproxyTakes(render(tree));
    }

    /** Nothing of Paz's own that listens there can be reached under a service's name. */
    @Test
    void noServiceIsAtAHostOfThePartsOnly() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put(DEMO, "127.0.0.1:2379");
        tree.put("/paz/services/paz-web/1/1", "127.0.0.1:2379");
        assertSkipped(tree, "demo-api-1-1", "backend demo-api\n    # skipped: 1 addresses");
        assertThat(render(tree).get("haproxy.cfg")).contains("server paz-web 127.0.0.1:9000 ");
        tree.remove("/paz/config/part-hosts/127.0.0.1");
        assertThat(render(tree).get("haproxy.cfg"))
                .contains("# skipped: 1 parts")
                .doesNotContain("127.0.0.1:9000");
    }

    /** A listed host is not enough: the list itself is a key. */
    @Test
    void badHostInTheListOfHosts() throws Exception {
        for (String host :
                new String[] {"localhost", "300.1.1.1", "010.0.0.1", "1.2.3", "1.2.3.4.5", "10.0.0.1 ", ""}) {
            SortedMap<String, String> tree = Trees.usual();
            tree.put("/paz/config/hosts/" + host, "");
            tree.put(DEMO, host + ":80");
            assertSkipped(tree, "demo-api-1-1", "backend demo-api\n    # skipped: 1 addresses");
        }
    }

    static Stream<String> badName() {
        return Stream.of(
                "Web",
                "a b",
                "_x",
                "a!b",
                "ab",
                "1ab",
                "-abc",
                "abc-",
                "paz-secret",
                "a\nbackend evil",
                "a;shutdown",
                "d\u0435mo",
                "x".repeat(41),
                "x".repeat(1_500),
                "${HOME}",
                "%[src]",
                "[a-z]*",
                "{{.}}",
                "#abc",
                "\uFFFDab");
    }

    @ParameterizedTest
    @MethodSource
    void badName(String name) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/services/" + name + "/1/1", "10.0.0.1:80");
        tree.put("/paz/config/services/" + name + "/visibility", "public");
        tree.put("/paz/config/services/" + name + "/domains/evil.example.com", "");
        tree.put("/paz/config/services/" + name + "/versions/1/health-path", "/evil");
        assertOnlySkipped(tree);
    }

    @ParameterizedTest
    @MethodSource("badName")
    void badVersionAndInstance(String name) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/services/demo-api/" + name + "/1", "10.0.0.1:80");
        tree.put("/paz/services/demo-api/2/" + name, "10.0.0.1:80");
        tree.put("/paz/services/demo-api/" + "1".repeat(10) + "/1", "10.0.0.1:80");
        tree.put("/paz/services/demo-api/01/1", "10.0.0.1:80");
        tree.put("/paz/services/demo-api/2/1/1", "10.0.0.1:80");
        tree.put(DEMO_CONFIG + "versions/" + name + "/health-path", "/evil");
        assertOnlySkipped(tree);
    }

    static Stream<String> badNumber() {
        return Stream.of("", "-1", "257", "0x10", "1e3", "1 backup", "99999", "1\n", "1s", "\u0661", "9".repeat(400));
    }

    @ParameterizedTest
    @MethodSource
    void badNumber(String number) throws Exception {
        for (String option :
                new String[] {"weight", "health-interval", "health-timeout", "health-rise", "health-fall"}) {
            SortedMap<String, String> tree = Trees.usual();
            tree.remove(VERSION + "weight");
            String without = lines(render(tree).get("haproxy.cfg"));
            tree.put(VERSION + option, number.equals("257") && !option.equals("weight") ? "0" : number);
            SortedMap<String, String> rendered = render(tree);

            assertThat(rendered.get("haproxy.cfg")).contains("# skipped: 1 numbers of the versions' configuration");
            assertThat(lines(rendered.get("haproxy.cfg"))).isEqualTo(without);
            assertHaproxyTakes(rendered);
        }
    }

    static Stream<String> badPath() {
        return Stream.of(
                "health",
                "//evil",
                "/a b",
                "/a\r\nHost: evil",
                "/a\nserver evil 1.2.3.4:80",
                "/a#b",
                "/a\"b",
                "/a'b",
                "/a\\b",
                "/${HOME}",
                "/%[src]",
                "/h\u00e9",
                "/" + "a".repeat(255));
    }

    @ParameterizedTest
    @MethodSource
    void badPath(String path) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        SortedMap<String, String> usual = render(tree);
        String without = lines(usual.get("haproxy.cfg"));
        tree.put(VERSION + "health-path", path);
        SortedMap<String, String> rendered = render(tree);

        assertThat(rendered.get("health.map")).isEqualTo(usual.get("health.map"));
        assertThat(rendered.get("haproxy.cfg")).contains("# skipped: 1 health paths");
        assertThat(lines(rendered.get("haproxy.cfg"))).isEqualTo(without);
        assertHaproxyTakes(rendered);
    }

    static Stream<String> badDomain() {
        return Stream.of(
                "*.org",
                "*.*.example.org",
                "a.*.example.org",
                "*x.example.org",
                "*..example.org",
                "*.-a.example.org",
                "*.web.paz",
                "*.paz-web.example.org",
                "-f",
                "a b.example.org",
                "web.paz",
                "x.paz",
                "x.localhost",
                "demo-api.example.test",
                "web.example.test",
                "paz-web.example.test",
                "example",
                "Example.org",
                "a..b",
                ".a.b",
                "a.b.",
                "-a.b",
                "a-.b",
                "a.b evil",
                "a.b\nevil.org web",
                "a.b#",
                "\u0435xample.org",
                "a".repeat(64) + ".org",
                "a.".repeat(127) + "org",
                "x.org or TRUE");
    }

    @ParameterizedTest
    @MethodSource
    void badDomain(String domain) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        SortedMap<String, String> without = render(tree);
        tree.put("/paz/config/services/web/domains/" + domain, "");
        tree.put("/paz/config/services/web/visibility", "public");
        tree.put("/paz/config/services/web/domains/shop.example.com", "");
        SortedMap<String, String> rendered = render(tree);

        assertThat(rendered.get("hosts-internal.map")).isEqualTo(without.get("hosts-internal.map"));
        assertThat(rendered.get("hosts-public.map")).isEqualTo("""
                        demo-api.paz demo-api
                        demo-api.example.test demo-api
                        web.paz web
                        web.example.test web
                        shop.example.com demo-api
                        """);
        assertHaproxyTakes(rendered);
    }

    @ParameterizedTest
    @MethodSource("badDomain")
    void badPlatformDomain(String domain) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.remove("/paz/config/domain");
        SortedMap<String, String> without = render(tree);
        boolean good = domain.matches("[a-z-]+\\.(paz|localhost|example\\.test)");
        tree.put("/paz/config/domain", domain);

        SortedMap<String, String> rendered = render(tree);
        assertThat(rendered.equals(without)).isEqualTo(!good);
        assertHaproxyTakes(rendered);
    }

    @Test
    void visibilityIsPublicForThatWordOnly() throws Exception {
        for (String word : new String[] {"", "Public", "public ", "true", "internal"}) {
            SortedMap<String, String> tree = Trees.usual();
            tree.put(DEMO_CONFIG + "visibility", word);
            assertThat(render(tree).get("hosts-public.map")).isEmpty();
        }
    }

    /** Names that would make two backends of one name. */
    @Test
    void namesThatResembleOthersDoNotCollide() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/services/demo-api-1-health/1/1", "10.0.0.1:80");
        tree.put("/paz/services/demo/1/1", "10.0.0.1:80");
        tree.put("/paz/services/demo-api-1/1/1", "10.0.0.1:80");
        tree.put("/paz/services/paz-orchestrator/1/1", "10.0.0.1:80");
        tree.put("/paz/services/stats/1/1", "10.0.0.1:80");
        tree.put("/paz/services/front-internal/1/1", "10.0.0.1:80");
        assertHaproxyTakes(render(tree));
    }

    @Test
    void aThousandServicesAreOneGoodConfiguration() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        for (int i = 0; i < 1_000; i++) {
            tree.put("/paz/services/service-" + i + "/1/1", "10.0.0.1:" + (10_000 + i));
        }
        long begin = System.nanoTime();
        SortedMap<String, String> rendered = render(tree);
        System.out.println("rendering 1,000 services took " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        assertThat(rendered.get("hosts-internal.map").lines()).hasSize(3 * 1_005 + 1);
        assertHaproxyTakes(rendered);
    }

    private void assertSkipped(String key, String value, String note) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put(key, value);
        assertSkipped(tree, "demo-api-1-1", note);
    }

    private void assertSkipped(SortedMap<String, String> tree, String server, String note) throws Exception {
        SortedMap<String, String> rendered = render(tree);
        assertThat(rendered.get("haproxy.cfg")).contains(note).doesNotContain("server " + server + " ");
        tree.remove(DEMO);
        assertThat(lines(rendered.get("haproxy.cfg")))
                .isEqualTo(lines(render(tree).get("haproxy.cfg")));
        assertHaproxyTakes(rendered);
    }

    /** The hostile keys change nothing but the comments. */
    private void assertOnlySkipped(SortedMap<String, String> tree) throws Exception {
        SortedMap<String, String> rendered = render(tree);
        SortedMap<String, String> usual = render(Trees.usual());
        assertThat(rendered.get("haproxy.cfg")).contains("# skipped: ");
        assertThat(lines(rendered.get("haproxy.cfg"))).isEqualTo(lines(usual.get("haproxy.cfg")));
        assertThat(rendered.get("health.map")).isEqualTo(usual.get("health.map"));
        assertThat(rendered.get("hosts-internal.map")).isEqualTo(usual.get("hosts-internal.map"));
        assertThat(rendered.get("hosts-public.map")).isEqualTo(usual.get("hosts-public.map"));
        assertHaproxyTakes(rendered);
    }

    /** All that means something to HAProxy. */
    static String lines(String configuration) {
        return String.join(
                "\n",
                configuration
                        .lines()
                        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                        .toList());
    }

    static SortedMap<String, String> render(SortedMap<String, String> tree) {
        return new Renderer(ConfFiles.builtIn(), Map.of()).render(tree);
    }

    private void assertGolden(String name, SortedMap<String, String> rendered) throws Exception {
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            try (var golden = getClass().getResourceAsStream("/golden/" + name + "/" + file.getKey())) {
                assertThat(golden).as("golden file %s/%s", name, file.getKey()).isNotNull();
                assertThat(file.getValue()).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertHaproxyTakes(rendered);
    }

    private void assertHaproxyTakes(SortedMap<String, String> rendered) throws Exception {
        assertHaproxyTakes(folder, rendered);
    }

    static void assertHaproxyTakes(Path folder, SortedMap<String, String> rendered) throws Exception {
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Process check = new ProcessBuilder(
                        "haproxy", "-c", "-f", folder.resolve("haproxy.cfg").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEqualTo("Configuration file is valid\n");
        assertThat(check.exitValue()).isZero();
    }
}
