package io.paz.cli.config;

import io.paz.cli.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a platform, as sentences. */
public final class Problems {

    private Problems() {}

    public static List<String> of(Json cluster, Json states) {
        List<String> problems = new ArrayList<>();
        for (Json source : cluster.get("sources").items()) {
            if (!source.get("up").isTrue()) {
                problems.add(source.text("name") + " does not answer: " + source.text("problem"));
            }
        }
        states.items().forEach(state -> problems.addAll(ofService(state)));
        return problems;
    }

    private static List<String> ofService(Json state) {
        List<String> problems = new ArrayList<>();
        if (!state.text("state").equals("running")) {
            return problems;
        }
        for (Json version : state.get("versions").items()) {
            if (version.number("serving") < version.number("instances")) {
                problems.add(state.text("service") + " version " + version.text("version") + ": "
                        + version.text("serving") + " of " + version.text("instances") + " serve" + reasons(version));
            }
        }
        return problems;
    }

    private static String reasons(Json version) {
        List<String> reasons = version.get("problems").items().stream()
                .map(problem -> "instance " + problem.text("instance") + ": " + problem.text("reason"))
                .toList();
        return reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
    }
}
