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
import java.util.regex.Pattern;

/** Whatever a service's settings of HAProxy and its port are, HAProxy's configuration gets no word of them but in quotes. */
class ProxySettingsFuzzTest {

    private static final String WORD = "attack!";
    private static final String CONFIG = "/paz/config/services/demo-api/";
    private static final List<String> KEYS = List.of(
            "proxy/max-body",
            "proxy/networks",
            "proxy/maintenance",
            "proxy/maintenance-page",
            "proxy/idle-timeout",
            "proxy/max-connections",
            "proxy/queue-timeout",
            "proxy/rate-requests",
            "proxy/rate-seconds",
            "proxy/header-1",
            "proxy/response-header-1",
            "proxy/basic-auth",
            "proxy/realm",
            "proxy/user-1",
            "proxy/error-page-503",
            "versions/3/protocol",
            "versions/3/proxy-protocol",
            "tcp-port");

    private static final Renderer RENDERER =
            new Renderer(ConfFiles.builtIn(), Map.of("PAZ_HAPROXY_TCP_PORTS", "20000-20099"));

    /** As HAProxy reads a line: what a backslash or quotes take is one word's text. */
    private static final Pattern QUOTED = Pattern.compile("\\\\.|\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*+'");

    /** A value for each of the keys. */
    @DictionaryFile(resourcePath = "/io/paz/fuzz/route.dict")
    @FuzzTest
    void no_word_of_a_setting_stands_outside_quotes(byte[] input) {
        String text = rendered(Input.units(Input.records(input), 0));

        assertThat(text.lines().filter(line -> !line.stripLeading().startsWith("#")))
                .allSatisfy(line -> assertThat(QUOTED.matcher(line).replaceAll(""))
                        .doesNotContain(WORD)
                        .matches("[ -~&&[^\"']]*+"));
        assertThat(text).contains("\nbackend demo-api\n");
    }

    private static String rendered(List<String> values) {
        SortedMap<String, String> entries = new TreeMap<>();
        for (int i = 0; i < Math.min(values.size(), KEYS.size()); i++) {
            if (!values.get(i).isEmpty()) {
                entries.put(CONFIG + KEYS.get(i), attacked(values.get(i)));
            }
        }
        entries.put(CONFIG + "visibility", "public");
        entries.put("/paz/config/hosts/10.0.0.1", "");
        entries.put("/paz/services/demo-api/3/1", "10.0.0.1:49153");
        return String.valueOf(RENDERER.render(entries).get("haproxy.cfg"));
    }

    /** Where a value ends with a plus, the attacker's word is behind it, in the same line and in the next one. */
    private static String attacked(String value) {
        String start = value.substring(0, value.length() - 1);
        return value.endsWith("+") ? start + " " + WORD + "\n    " + WORD : value;
    }
}
