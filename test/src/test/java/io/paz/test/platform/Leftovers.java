package io.paz.test.platform;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a service has on the platform: containers, units and keys. */
public record Leftovers(List<String> containers, List<String> units, List<String> keys) {

    public static final Leftovers NONE = new Leftovers(List.of(), List.of(), List.of());

    public static Leftovers of(Platform platform, String service) {
        return new Leftovers(containers(platform, service), units(platform, service), keys(platform, service));
    }

    /** Names of the containers of one service of this platform, whatever their version. */
    public static List<String> containers(Platform platform, String service) {
        return lines(Command.of(
                        "docker",
                        "ps",
                        "--all",
                        "--filter",
                        "label=io.paz.service=" + service,
                        "--filter",
                        "label=io.paz.platform=" + platform.id(),
                        "--format",
                        "{{.Names}}")
                .run(Map.of())
                .expectSuccess()
                .output());
    }

    static List<String> units(Platform platform, String service) {
        JsonNode units =
                platform.host("GET", "/fleet/v1/units", "").expect(200).tree().path("units");
        return units.valueStream()
                .map(unit -> unit.required("name").asString())
                .filter(name -> name.startsWith(service + "-"))
                .sorted()
                .toList();
    }

    static List<String> keys(Platform platform, String service) {
        return Stream.of("/paz/services/" + service + "/", "/paz/config/services/" + service + "/")
                .flatMap(prefix -> lines(platform.etcdctl("get", "--prefix", "--keys-only", prefix)).stream())
                .toList();
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).sorted().toList();
    }
}
