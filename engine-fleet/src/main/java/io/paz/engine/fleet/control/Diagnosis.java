package io.paz.engine.fleet.control;

import io.paz.engine.control.InstanceStatus;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.HealthProbe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains why an instance is unhealthy, for a reader who does not know the engine: what was seen, and what to check. Pure:
 * everything that was observed comes in.
 */
final class Diagnosis {

    private static final int MAX_QUOTE_LENGTH = 300;
    private static final String NAME_ADVICE =
            ". Deploy again, since the next version has other names; remove that container only if nobody needs it: it may be"
                    + " another platform's";
    private static final int KILLED = 137;
    private static final int CANNOT_EXECUTE = 126;
    private static final int COMMAND_NOT_FOUND = 127;

    /** What {@code docker run} prints when it could not start a container. */
    private static final Pattern DOCKERS_WORDS = Pattern.compile("docker: (?:Error response from daemon: )?(.+)");

    private static final Pattern END = Pattern.compile(".*Main process exited, code=(exited|killed), status=(\\d+).*");
    private static final Pattern NO_IMAGE_HERE = Pattern.compile("Unable to find image .* locally");
    private static final Pattern NOT_ANNOUNCED = Pattern.compile("not (?:announced|renewed): (.+)");
    private static final Pattern TAKEN_NAME =
            Pattern.compile(".*[Cc]ontainer name \"/?([^\"]+)\" is already in use by container .*");

    /** What the commands print that stop a container and take its key away. */
    private static final Pattern OF_THE_END = Pattern.compile(
            "no connection to \\S+ is open|connections to \\S+ are still open after \\d+ s|cannot withdraw \\S+: .*");

    private static final Pattern TAKEN_PORT =
            Pattern.compile(".*:(\\d+) failed: port is already allocated.*|.*:(\\d+): bind: address already in use.*");

    private final ContainerSpec spec;
    private final InstanceStatus status;
    private final UnitLog log;

    private Diagnosis(ContainerSpec spec, InstanceStatus status, UnitLog log) {
        this.spec = spec;
        this.status = status;
        this.log = log;
    }

    /** Why an instance ended, or is still not healthy. */
    static String cause(ContainerSpec spec, InstanceStatus status, UnitLog log) {
        return new Diagnosis(spec, status, log).cause();
    }

    private String cause() {
        return switch (status.condition()) {
            case UNPLACED ->
                "no host takes it (" + status.evidence()
                        + "). Check that a host is up, has room, and is not ruled out by what runs there";
            case PENDING -> lastMatch(log.manager(), END).isPresent() ? end() : notStartedYet();
            case RESTARTING, FAILED -> end();
            case RUNNING -> running();
        };
    }

    private String notStartedYet() {
        return "it is not started yet (" + status.evidence() + ")";
    }

    private String running() {
        return last(log.sidekick(), StartLog.CONTAINER.asMatchPredicate().negate())
                .map(NOT_ANNOUNCED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> unannounced(matcher.group(1)))
                .orElseGet(this::unexplained);
    }

    private String unannounced(String problem) {
        return problem + advice(problem);
    }

    private String advice(String problem) {
        if (problem.startsWith("etcdctl ")) {
            return ". Install it on the host of the instance";
        }
        if (problem.startsWith("etcd ")) {
            return ". Check that etcd runs, and that the host of the instance reaches it";
        }
        if (problem.startsWith("container ")) {
            return NAME_ADVICE;
        }
        if (problem.startsWith("the image's HEALTHCHECK ")) {
            return ". Check it and its interval, or set healthCheck.path to use that instead";
        }
        return problem.contains("port ") ? adviceOnPort(problem) : "";
    }

    private String adviceOnPort(String problem) {
        if (problem.contains(" answers ")) {
            String expected = spec.health().expectedStatus();
            return " (expected: " + expected + "). Check healthCheck.path, and why the program answers so";
        }
        if (problem.contains("127.0.0.1")) {
            return ". Let the program listen on 0.0.0.0, so that others reach it";
        }
        return problem.startsWith("no answer")
                ? ". Check what the program waits for, or raise healthCheck.timeoutSeconds"
                : ". Check that the first entry of ports is the port that the program listens on";
    }

    private String unexplained() {
        if (isPulling()) {
            // A registry that fails slowly: this attempt is under way, but the one before has told already.
            return lastMatch(log.container(), DOCKERS_WORDS).isPresent()
                    ? end()
                    : "its host is still pulling image " + spec.image()
                            + ". Check that the registry answers quickly, or raise healthCheck.startPeriodSeconds";
        }
        if (!spec.isRouted()) {
            return "it does not keep running (" + status.evidence() + ")";
        }
        HealthProbe health = spec.health();
        int port = spec.ports().get(0).container();
        String lacking = health.path() == null
                ? "nothing in it takes connections on port " + port
                : "it does not answer GET " + health.path() + " on port " + port + " with a success";
        return lacking + ", as far as is known: its sidekick said nothing of it (" + status.evidence() + ")";
    }

    private boolean isPulling() {
        return last(log.container(), NO_IMAGE_HERE.asMatchPredicate()).isPresent()
                && last(log.container(), line -> line.startsWith("Status: ")).isEmpty();
    }

    private String end() {
        Optional<Matcher> end = lastMatch(log.manager(), END);
        int exit = end.map(matcher -> Integer.parseInt(matcher.group(2))).orElse(-1);
        Optional<String> docker = lastMatch(log.container(), DOCKERS_WORDS).map(matcher -> shortened(matcher.group(1)));
        if (docker.isPresent() && (exit == -1 || exit >= 125 && exit <= COMMAND_NOT_FOUND)) {
            return notStarted(docker.get(), exit);
        }
        if (end.isEmpty()) {
            return status.evidence() + lastLine();
        }
        boolean bySignal = end.get().group(1).equals("killed");
        return bySignal || exit == KILLED ? killed(exit) : ended(exit);
    }

    private String notStarted(String words, int exit) {
        Matcher port = TAKEN_PORT.matcher(words);
        if (port.matches()) {
            String number = Objects.requireNonNullElse(port.group(1), port.group(2));
            return "host port " + number + " is taken: " + quoted(words)
                    + ". Free it, or give another host port in ports";
        }
        Matcher name = TAKEN_NAME.matcher(words);
        if (name.matches()) {
            return "container name " + name.group(1) + " is taken by a container that is not this platform's: "
                    + quoted(words) + NAME_ADVICE;
        }
        if (exit == CANNOT_EXECUTE || exit == COMMAND_NOT_FOUND || words.contains("exec: ")) {
            return "its command cannot be run: " + quoted(words)
                    + ". Check command, and that the image holds that program";
        }
        if (words.contains("No such image")) {
            return "image " + spec.imageId() + " of " + spec.image() + " is no longer on its host: " + quoted(words)
                    + ". Deploy its name again";
        }
        boolean noImage =
                last(log.container(), NO_IMAGE_HERE.asMatchPredicate()).isPresent();
        return noImage
                ? "image " + spec.image() + " does not exist or cannot be pulled: " + quoted(words)
                        + ". Check its name and tag, and that hosts reach its registry and may pull from it"
                : "Docker does not start its container: " + quoted(words);
    }

    private String killed(int exit) {
        String memory = spec.memory();
        String how = exit == KILLED ? "exit status 137" : "signal " + exit;
        String why = memory == null
                ? "out of memory on its host, or killed from outside. Check the host's memory"
                : "most likely out of memory: it may use " + memory + ". Raise resources.memory, or let it use less";
        return "its container was killed (" + how + "), " + why + lastLine();
    }

    private String ended(int exit) {
        String what = exit == 0
                ? "its container ended by itself (exit status 0), but a service must go on running"
                : "its container ended with exit status " + exit;
        return what + lastLine();
    }

    private String lastLine() {
        return last(
                        log.container(),
                        line -> !line.isBlank() && !OF_THE_END.matcher(line).matches())
                .map(line -> "; its last line: " + quoted(shortened(line)))
                .orElse("; it printed nothing");
    }

    private static Optional<String> last(List<String> lines, Predicate<String> wanted) {
        return lines.stream().filter(wanted).reduce((earlier, later) -> later);
    }

    private static Optional<Matcher> lastMatch(List<String> lines, Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).reduce((earlier, later) -> later);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_QUOTE_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_QUOTE_LENGTH)) + "...";
    }
}
