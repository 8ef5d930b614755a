package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real templates, rendered after each of many random changes of keys: always what a whole rendering makes. */
class IncrementalRenderingTest {

    private static final int STEPS = 80;
    private static final List<String> SERVICES =
            List.of("demo-api", "web", "web-1", "web-10", "a-b-c", "paz-web", "paz-", "Bad", "ab", "x y", "..");
    private static final List<String> NUMBERS = List.of("1", "2", "10", "3", "0", "x");
    private static final List<String> ADDRESSES = List.of(
            "10.0.0.1:80", "10.0.0.2:81", "10.0.0.3:82", "127.0.0.1:9000", "10.0.0.1", "10.0.0.1:0", "a:b\n server x");
    private static final List<String> SETTINGS = List.of(
            "weight",
            "health-path",
            "health-method",
            "health-status",
            "health-host",
            "health-interval",
            "health-timeout",
            "health-rise",
            "health-fall",
            "protocol",
            "proxy-protocol");
    private static final List<String> VALUES = List.of(
            "",
            "1",
            "30",
            "999",
            "/up",
            "/up?x=1",
            "//",
            "HEAD",
            "GET",
            "200-299,401",
            "a.example.com",
            "public",
            "h2c",
            "tcp",
            "2");
    private static final List<String> DOMAINS =
            List.of("shop.example.com", "a.b", "shop.paz", "-a.b", "paz-x.example.com");

    private static final Map<String, String> ENVIRONMENT = Map.of("PAZ_HAPROXY_TCP_PORTS", "20000-20001");

    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 14, 1_127})
    void text_is_the_same_as_of_a_whole_rendering(long seed) {
        random = new Random(seed);
        SortedMap<String, String> keys = Trees.usual();
        Renderer renderer = new Renderer(ConfFiles.builtIn(), ENVIRONMENT);
        for (int step = 0; step < STEPS; step++) {
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                change(keys);
            }
            Map<String, String> rendered = renderer.render(new TreeMap<>(keys));
            assertThat(rendered)
                    .as("seed %d, step %d, of %s", seed, step, keys)
                    .isEqualTo(new Renderer(ConfFiles.builtIn(), ENVIRONMENT).render(keys));
        }
    }

    private void change(SortedMap<String, String> keys) {
        if (random.nextInt(40) == 0) {
            keys.keySet().removeIf(key -> random.nextInt(3) == 0);
        } else if (random.nextInt(3) == 0 && !keys.isEmpty()) {
            keys.remove(one(List.copyOf(keys.keySet())));
        } else {
            put(keys);
        }
    }

    private void put(SortedMap<String, String> keys) {
        String service = one(SERVICES);
        String config = "/paz/config/services/" + service + "/";
        switch (random.nextInt(11)) {
            case 0 -> keys.put("/paz/services/" + service, one(ADDRESSES));
            case 1 -> keys.put(config + "domains/" + one(DOMAINS), "");
            case 2 -> keys.put(config + "visibility", one(List.of("public", "internal", "x")));
            case 3 -> keys.put(config + "response-timeout", one(VALUES));
            case 4 -> keys.put("/paz/config/hosts/10.0.0." + random.nextInt(4), "");
            case 5 -> keys.put(one(List.of("/paz/config/domain", "/paz/config/part-hosts/127.0.0.1")), "example.com");
            case 6 -> keys.put("/paz//services/./" + service + "/1/" + one(NUMBERS), one(ADDRESSES));
            case 7 -> keys.put(config + "versions/" + one(NUMBERS) + "/" + one(SETTINGS), one(VALUES));
            case 8 -> keys.put(config + "tcp-port", one(List.of("20000", "20001", "20002", "x", "")));
            default -> keys.put("/paz/services/" + service + "/" + one(NUMBERS) + "/" + one(NUMBERS), one(ADDRESSES));
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
