package io.paz.scheduler.document;

import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.ServiceState.Problem;
import io.paz.api.scheduler.ServiceState.ServingVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Formats service statuses for a terminal: a line {@code service NAME STATE SERVING WANTED} for each, in which the state is {@code running},
 * {@code stopped}, {@code none}, or what is under way, and below it a line {@code problem NAME INSTANCE: WHY} for each instance that
 * does not serve.
 */
public final class ServiceTexts {

    private ServiceTexts() {}

    public static String of(List<ServiceState> states) {
        return states.stream().flatMap(ServiceTexts::lines).collect(Collectors.joining());
    }

    private static Stream<String> lines(ServiceState state) {
        int serving =
                state.versions().stream().mapToInt(ServingVersion::serving).sum();
        int failing = state.versions().stream()
                .mapToInt(version -> version.problems().size())
                .sum();
        String doing = state.underWay().isEmpty()
                ? state.state()
                : state.underWay().get(0).event();
        String line = "service %s %s %d %d%n".formatted(state.service(), doing, serving, serving + failing);
        return Stream.concat(Stream.of(line), state.versions().stream().flatMap(version -> version.problems().stream()
                .map(problem -> line(state.service(), version.version(), problem))));
    }

    private static String line(String service, int version, Problem problem) {
        return "problem %s %s-%d-%d%s: %s%n"
                .formatted(
                        service, service, version, problem.instance(), since(problem.since()), plain(problem.reason()));
    }

    private static String since(@Nullable Long since) {
        return since == null ? "" : " since " + Instant.ofEpochMilli(since).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String plain(String reason) {
        return reason.replaceAll("\\p{Cntrl}", "?");
    }
}
