package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.confd.resource.ConfFiles;
import io.paz.confd.resource.Renderer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever stands in etcd, HAProxy's files get no word and no line of it. */
class RouteTemplateFuzzTest {

    /** What an attacker wants to be a word of HAProxy's; nothing that may come through has its last character. */
    private static final String WORD = "attack!";

    private static final String CONFIG = "/paz/config/services/demo-api/";
    private static final String VERSION = CONFIG + "versions/3/";
    private static final String ADDRESS = "10.0.0.1:49155";
    /** A value for each key comes from the input; or where {@code %} stands, a part of the key does, and the value is the one beside. */
    private static final List<Map.Entry<String, String>> KEYS = List.of(
            Map.entry("/paz/services/demo-api/3/1", ""),
            Map.entry("/paz/services/demo-api/3/%", ADDRESS),
            Map.entry("/paz/services/demo-api/%/1", ADDRESS),
            Map.entry("/paz/services/%/3/1", ADDRESS),
            Map.entry("/paz/config/domain", ""),
            Map.entry("/paz/config/hosts/%", ""),
            Map.entry(CONFIG + "visibility", ""),
            Map.entry(CONFIG + "domains/%", ""),
            Map.entry(CONFIG + "response-timeout", ""),
            Map.entry(VERSION + "weight", ""),
            Map.entry(VERSION + "health-path", ""),
            Map.entry(VERSION + "health-host", ""),
            Map.entry(VERSION + "health-method", ""),
            Map.entry(VERSION + "health-status", ""),
            Map.entry(VERSION + "health-interval", ""),
            Map.entry("/paz/services/paz-orchestrator", ""),
            Map.entry("/paz/config/part-hosts/%", ""),
            Map.entry("/paz/config/services/%/visibility", "public"),
            Map.entry("/paz/services/paz-%", ADDRESS),
            Map.entry("/paz/config/services/demo-api/versions/%/health-path", "/health"),
            Map.entry(CONFIG + "routes/1", ""),
            Map.entry(CONFIG + "routes/%", "shop.example.com /v2 strip 307+ https://a.example/b"),
            Map.entry("/paz/config/services/%/routes/1", "* /v2 keep - -"),
            Map.entry(CONFIG + "https-redirect", ""),
            Map.entry("/paz/config/services/%/https-redirect", "off"),
            Map.entry(CONFIG + "hsts", ""),
            Map.entry("/paz/config/services/%/hsts", "3600"),
            Map.entry("/paz-certificates/shop", ""),
            Map.entry("/paz-certificates/%", "names shop.example.com"),
            Map.entry("/paz/acme/challenges/shop.example.com/token", ""),
            Map.entry("/paz/acme/challenges/shop.example.com/%", "answer.thumb"),
            Map.entry("/paz/acme/challenges/%/token", "answer.thumb"));

    /** Index of the first key that means something with TLS only. */
    private static final int FIRST_OF_TLS = 23;

    private static final Renderer PLAIN = new Renderer(ConfFiles.builtIn(), Map.of());
    private static final Renderer TLS =
            new Renderer(ConfFiles.builtIn(), Map.of("PAZ_HAPROXY_TLS_BIND", "127.0.0.1:8443"));

    /** No file of HAProxy's: each line of it is checked before it becomes one. */
    private static final String UNCHECKED = "certificates.list";

    /** A value for each of the keys. */
    @DictionaryFile(resourcePath = "/io/paz/fuzz/route.dict")
    @FuzzTest
    void no_word_of_a_key_or_value_becomes_one_of_haproxys(byte[] input) {
        SortedMap<String, String> files = rendered(input);

        files.forEach(
                (name, text) -> assertThat(text).as(name).doesNotContain(WORD).matches("[\\n -~]*+"));
        assertThat(files.get("haproxy.cfg")).contains("    server demo-api-3-2 10.0.0.1:49153 ");
        assertThat(files.get("haproxy.cfg").lines().filter(line -> line.startsWith("    server demo-api-")))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "    server [a-z][a-z0-9-]*+ (?:[0-9]{1,3}\\.){3}[0-9]{1,3}:[0-9]{1,5} [ -~&&[^\"']]++"));
    }

    /** Else the fuzzer would begin far from them. */
    @Test
    void kept_inputs_reach_every_map() throws IOException {
        String folder = "RouteTemplateFuzzTestInputs/no_word_of_a_key_or_value_becomes_one_of_haproxys/good-tls";
        try (InputStream input = Objects.requireNonNull(RouteTemplateFuzzTest.class.getResourceAsStream(folder))) {
            assertThat(rendered(input.readAllBytes()))
                    .allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank());
        }
    }

    private static SortedMap<String, String> rendered(byte[] input) {
        List<String> units = Input.units(Input.records(input), 0);
        SortedMap<String, String> entries = new TreeMap<>();
        for (int i = 0; i < Math.min(units.size(), KEYS.size()); i++) {
            if (!units.get(i).isEmpty()) {
                put(entries, KEYS.get(i).getKey(), KEYS.get(i).getValue(), units.get(i));
            }
        }
        entries.put("/paz/config/hosts/10.0.0.1", "");
        entries.put("/paz/services/demo-api/3/2", "10.0.0.1:49153");
        entries.put(CONFIG + "proxy/sticky", "cookie");

        SortedMap<String, String> files = new TreeMap<>((units.size() > FIRST_OF_TLS ? TLS : PLAIN).render(entries));
        files.remove(UNCHECKED);
        return files;
    }

    /** The unit of the input; where it ends with a plus, the attacker's word behind it, in the same line and in the next one. */
    private static void put(SortedMap<String, String> entries, String key, String value, String unit) {
        putOne(entries, key, value, unit);
        if (unit.endsWith("+")) {
            String start = unit.substring(0, unit.length() - 1);
            putOne(entries, key, value, start + " " + WORD);
            putOne(entries, key, value, start + "\n    " + WORD);
        }
    }

    private static void putOne(SortedMap<String, String> entries, String key, String value, String unit) {
        entries.put(key.replace("%", unit), key.contains("%") ? value : unit);
    }
}
