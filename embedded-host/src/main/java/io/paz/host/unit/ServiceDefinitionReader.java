package io.paz.host.unit;

import io.paz.host.unit.ServiceDefinition.KillMode;
import io.paz.host.unit.ServiceDefinition.OptionalPath;
import io.paz.host.unit.ServiceDefinition.Phase;
import io.paz.host.unit.ServiceDefinition.Restart;
import io.paz.host.unit.ServiceDefinition.Restarting;
import io.paz.host.unit.ServiceDefinition.Stopping;
import io.paz.host.unit.ServiceDefinition.Surroundings;
import io.paz.host.unit.ServiceDefinition.Type;
import io.paz.host.unit.text.Assignments;
import io.paz.host.unit.text.InvalidUnitException;
import io.paz.host.unit.text.TimeSpan;
import io.paz.host.unit.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a service unit asks for from the text that systemd would read, so that a line break counts as there. */
public final class ServiceDefinitionReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final HostFacts facts;

    public ServiceDefinitionReader(HostFacts facts) {
        this.facts = facts;
    }

    /** @throws InvalidUnitException if the unit asks for what systemd or this host would not do */
    public ServiceDefinition read(UnitName name, UnitFile file) {
        List<Directive> directives = SystemdText.parse(file.text());
        SupportedDirectives.check(name, directives);
        return new Reading(name, new Settings(directives), new Specifiers(name, facts)).definition();
    }

    /** The reading of one unit. */
    private record Reading(UnitName name, Settings unit, Settings service, Specifiers specifiers) {
        Reading(UnitName name, Settings all, Specifiers specifiers) {
            this(name, all.section("Unit"), all.section("Service"), specifiers);
        }

        ServiceDefinition definition() {
            Type type = service.choice("Type", Type.class, Type.SIMPLE);
            Map<Phase, List<ExecCommand>> commands = commands();
            return new ServiceDefinition(
                    name,
                    specifiers.expand(unit.last("Description").orElse("")),
                    type,
                    commands,
                    surroundings(),
                    restarting(type),
                    stopping(),
                    startTimeout(type),
                    service.truth("RemainAfterExit"),
                    SuccessStatuses.parse(words(service.list("SuccessExitStatus"))),
                    dependencies(),
                    problem(type, commands));
        }

        private Map<Phase, List<ExecCommand>> commands() {
            ExecLineParser parser = new ExecLineParser(specifiers);
            Map<Phase, List<ExecCommand>> commands = new EnumMap<>(Phase.class);
            for (Phase phase : Phase.values()) {
                commands.put(
                        phase,
                        service.list(phase.directive()).stream()
                                .flatMap(line -> parser.parse(line).stream())
                                .toList());
            }
            return commands;
        }

        private Optional<String> problem(Type type, Map<Phase, List<ExecCommand>> commands) {
            int starts = commands.getOrDefault(Phase.START, List.of()).size();
            boolean stops = !commands.getOrDefault(Phase.STOP, List.of()).isEmpty();
            if (starts == 0 && !(type == Type.ONESHOT && stops) && !(stops && service.truth("RemainAfterExit"))) {
                return Optional.of("Service has no ExecStart= setting. Refusing.");
            }
            return starts > 1 && type != Type.ONESHOT
                    ? Optional.of("Service has more than one ExecStart= setting, which is only allowed for Type=oneshot"
                            + " services. Refusing.")
                    : Optional.empty();
        }

        private Surroundings surroundings() {
            return new Surroundings(
                    variables(),
                    service.list("EnvironmentFile").stream()
                            .map(this::optionalPath)
                            .toList(),
                    service.last("WorkingDirectory").map(this::directory),
                    service.last("User").map(specifiers::expand));
        }

        private Map<String, String> variables() {
            return Assignments.of(words(service.list("Environment")).stream()
                    .map(specifiers::expand)
                    .toList());
        }

        private OptionalPath directory(String text) {
            OptionalPath directory = text.equals("~") || text.equals("-~")
                    ? new OptionalPath("~", text.startsWith("-"))
                    : optionalPath(text);
            return directory;
        }

        private OptionalPath optionalPath(String text) {
            boolean optional = text.startsWith("-");
            String path = specifiers.expand(optional ? text.substring(1) : text);
            if (!path.startsWith("/")) {
                throw new InvalidUnitException("\"" + path + "\" is no absolute path");
            }
            return new OptionalPath(path, optional);
        }

        private Restarting restarting(Type type) {
            Restart when = service.choice("Restart", Restart.class, Restart.NO);
            if (type == Type.ONESHOT && (when == Restart.ALWAYS || when == Restart.ON_SUCCESS)) {
                throw new InvalidUnitException(
                        "Restart: always and on-success are not allowed for Type=oneshot services");
            }
            Settings limits = new Settings(List.copyOf(join(service.directives(), unit.directives())));
            return new Restarting(
                    when,
                    span("RestartSec", service)
                            .orElse(Optional.of(Duration.ofMillis(100)))
                            .orElse(TIMEOUT),
                    span("StartLimitInterval", limits, "StartLimitIntervalSec")
                            .orElse(Optional.of(Duration.ofSeconds(10)))
                            .orElse(Duration.ofDays(36_500)),
                    limits.last("StartLimitBurst").map(this::count).orElse(5));
        }

        private static List<Directive> join(List<Directive> first, List<Directive> second) {
            List<Directive> joined = new ArrayList<>(first);
            joined.addAll(second);
            return joined;
        }

        private int count(String text) {
            if (!text.matches("\\d{1,9}")) {
                throw new InvalidUnitException("StartLimitBurst: \"" + text + "\" (expected: a whole number)");
            }
            return Integer.parseInt(text);
        }

        private Stopping stopping() {
            String signal = service.last("KillSignal").orElse("SIGTERM");
            return new Stopping(
                    Signal.of(signal)
                            .orElseThrow(() -> new InvalidUnitException(
                                    "KillSignal: \"" + signal + "\" (expected: the name of a signal)")),
                    service.choice("KillMode", KillMode.class, KillMode.CONTROL_GROUP),
                    timeout("TimeoutStopSec", Optional.of(TIMEOUT)));
        }

        private Optional<Duration> startTimeout(Type type) {
            return timeout("TimeoutStartSec", type == Type.ONESHOT ? Optional.empty() : Optional.of(TIMEOUT));
        }

        /** Zero means no limit, as {@code infinity} does. */
        private Optional<Duration> timeout(String name, Optional<Duration> otherwise) {
            return span(name, service, "TimeoutSec").orElse(otherwise).filter(span -> !span.isZero());
        }

        private static Optional<Optional<Duration>> span(String name, Settings settings, String... otherNames) {
            List<String> names = new ArrayList<>(List.of(otherNames));
            names.add(name);
            return settings.last(names.toArray(String[]::new)).map(text -> TimeSpan.parse(name, text));
        }

        private Dependencies dependencies() {
            return new Dependencies(
                    names("Requires"),
                    names("Wants"),
                    names("BindsTo"),
                    names("PartOf"),
                    names("After"),
                    names("Before"),
                    names("Conflicts"));
        }

        private Set<String> names(String directive) {
            Set<String> names = new LinkedHashSet<>();
            for (String word : words(unit.all(directive))) {
                names.add(new UnitName(specifiers.expand(word)).text());
            }
            return names;
        }

        private static List<String> words(List<String> lines) {
            return lines.stream().flatMap(line -> Words.all(line).stream()).toList();
        }
    }
}
