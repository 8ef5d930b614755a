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
    /** A value for each key comes from the input; {@code %} is where a part of the key does. */
    private static final List<String> KEYS = List.of(
            "/paz/services/demo-api/3/1",
            "/paz/services/demo-api/3/%",
            "/paz/services/demo-api/%/1",
            "/paz/services/%/3/1",
            "/paz/config/domain",
            "/paz/config/hosts/%",
            CONFIG + "visibility",
            CONFIG + "domains/%",
            CONFIG + "response-timeout",
            VERSION + "weight",
            VERSION + "health-path",
            VERSION + "health-host",
            VERSION + "health-method",
            VERSION + "health-status",
            VERSION + "health-interval",
            "/paz/services/paz-orchestrator",
            "/paz/config/part-hosts/%",
            "/paz/config/services/%/visibility");

    private static final Renderer RENDERER = new Renderer(ConfFiles.builtIn(), Map.of());

    /** A value for each of the keys. */
    @DictionaryFile(resourcePath = "/io/paz/fuzz/route.dict")
    @FuzzTest
    void no_word_of_a_key_or_value_becomes_one_of_haproxys(byte[] input) {
        List<String> units = Input.units(Input.records(input), 0);
        SortedMap<String, String> entries = new TreeMap<>();
        for (int i = 0; i < Math.min(units.size(), KEYS.size()); i++) {
            if (!units.get(i).isEmpty()) {
                put(entries, KEYS.get(i), units.get(i));
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

    private static void put(SortedMap<String, String> entries, String key, String value) {
        entries.put(key.replace("%", value), value);
        if (value.endsWith("+")) {
            String start = value.substring(0, value.length() - 1);
            entries.put(key.replace("%", start + "\n" + WORD), start + "\n    " + WORD);
            entries.put(key.replace("%", "x"), start + " " + WORD);
        }
    }
}
