package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.confd.resource.ConfFiles;
import io.paz.confd.resource.Renderer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
            Map.entry("/paz/config/services/demo-api/versions/%/health-path", "/health"));

    private static final Renderer RENDERER = new Renderer(ConfFiles.builtIn(), Map.of());

    /** A value for each of the keys. */
    @DictionaryFile(resourcePath = "/io/paz/fuzz/route.dict")
    @FuzzTest
    void no_word_of_a_key_or_value_becomes_one_of_haproxys(byte[] input) {
        List<String> units = Input.units(Input.records(input), 0);
        SortedMap<String, String> entries = new TreeMap<>();
        for (int i = 0; i < Math.min(units.size(), KEYS.size()); i++) {
            if (!units.get(i).isEmpty()) {
                put(entries, KEYS.get(i).getKey(), KEYS.get(i).getValue(), units.get(i));
            }
        }
        entries.put("/paz/config/hosts/10.0.0.1", "");
        entries.put("/paz/services/demo-api/3/2", "10.0.0.1:49153");

        SortedMap<String, String> files = RENDERER.render(entries);

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
