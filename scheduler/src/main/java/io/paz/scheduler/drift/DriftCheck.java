package io.paz.scheduler.drift;

import io.paz.engine.Condition;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.HeldPart;
import io.paz.scheduler.drift.DriftFacts.Known;
import io.paz.scheduler.drift.DriftFacts.Standing;
import io.paz.scheduler.drift.DriftFacts.Wanted;
import io.paz.scheduler.drift.Finding.Kind;
import io.paz.scheduler.drift.Finding.Remedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the expected state with the observed one. Pure. */
public final class DriftCheck {

    /** Repairs of one part within an hour; what breaks more often breaks for a reason that a repair does not remove. */
    public static final int MAX_REPAIRS_PER_HOUR = 3;

    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(
                    (Finding finding) -> finding.release().service())
            .thenComparingInt(finding -> finding.release().version())
            .thenComparingInt(Finding::instance)
            .thenComparing(Finding::part)
            .thenComparing(Finding::kind);

    private final DriftFacts facts;
    private final Map<String, HeldPart> held;
    private final Map<ReleaseId, Set<Integer>> announced;
    private final List<Finding> found = new ArrayList<>();

    private DriftCheck(DriftFacts facts) {
        this.facts = facts;
        this.held = facts.held().stream().collect(Collectors.toMap(HeldPart::name, Function.identity(), (a, b) -> a));
        this.announced = Objects.requireNonNullElse(facts.announced(), Map.of());
    }

    /** By service, version, instance and part. */
    public static List<Finding> of(DriftFacts facts) {
        DriftCheck check = new DriftCheck(facts);
        facts.known().forEach(check::wanted);
        facts.held().forEach(check::unwanted);
        check.routes();
        facts.known().forEach(check::spread);
        return check.found.stream()
                .map(check::respectingOthers)
                .sorted(BY_PLACE)
                .toList();
    }

    /** A submission is of a whole instance: it would write over the other part, which somebody has changed. */
    private Finding respectingOthers(Finding finding) {
        boolean changed = found.stream()
                .anyMatch(other -> other.kind() == Kind.CHANGED
                        && other.release().equals(finding.release())
                        && other.instance() == finding.instance());
        return finding.isRepaired() && changed
                ? finding.leftAlone("somebody changed the other part of the instance; restart the service to put both"
                        + " right: ./paz restart " + finding.release().service())
                : finding;
    }

    /**
     * Leaves alone what was repaired too often.
     *
     * @param repairs of each part within the last hour
     */
    public static List<Finding> patient(List<Finding> findings, Map<String, Integer> repairs) {
        return Spread.oneAtATime(findings.stream()
                .map(finding -> patient(finding, repairs.getOrDefault(finding.part(), 0)))
                .toList());
    }

    private static Finding patient(Finding finding, int repairs) {
        if (finding.remedy() == Remedy.MOVE) {
            return repairs == 0
                    ? finding
                    : finding.leftAlone("Paz moved it within the last hour, and moves it again when that is over");
        }
        return finding.isRepaired() && repairs >= MAX_REPAIRS_PER_HOUR
                ? finding.leftAlone("it keeps dying: repaired " + repairs
                        + " times within the last hour. Look at its log" + " (./paz logs "
                        + finding.release().service() + "); Paz repairs it again when that hour is over")
                : finding;
    }

    private void wanted(ReleaseId id, Known known) {
        for (Wanted wanted : known.wanted()) {
            HeldPart part = held.get(wanted.part());
            if (part == null) {
                found.add(Finding.repaired(
                        Kind.MISSING,
                        id,
                        wanted.instance(),
                        wanted.part(),
                        "held and running, since " + id + " serves",
                        "the engine does not hold it",
                        Remedy.SUBMIT));
            } else {
                compare(known, part);
            }
        }
    }

    private void compare(Known known, HeldPart part) {
        if (!known.isMadeByPaz(part)) {
            changed(known, part);
        } else if (!part.isWanted()) {
            repair(Kind.DEAD, part, "launched", part.evidence(), Remedy.SUBMIT);
        } else if (part.condition() == Condition.FAILED) {
            Remedy remedy = part.isAnnouncer() ? Remedy.REPLACE_ANNOUNCER : Remedy.REPLACE;
            repair(Kind.DEAD, part, "running", part.evidence(), remedy);
        } else if (part.condition() == Condition.UNPLACED && isKeptFromTheLastHost(part)) {
            repair(Kind.UNPLACED, part, "running on the only host that is left", part.evidence(), Remedy.SUBMIT);
        } else if (part.condition() == Condition.UNPLACED) {
            show(Kind.UNPLACED, part, "running on a host", part.evidence(), "bring back a host that can take it");
        } else {
            announced(known, part);
        }
    }

    /** It was submitted while there were hosts enough to keep it apart from its partner. */
    private boolean isKeptFromTheLastHost(HeldPart part) {
        return facts.hosts().load().size() == 1 && part.instance() % 2 == 0;
    }

    /** Of a version with which nothing else is wrong. */
    private void spread(ReleaseId id, Known known) {
        if (known.standing() != Standing.SERVING
                || found.stream().anyMatch(finding -> finding.release().equals(id))) {
            return;
        }
        List<HeldPart> containers = known.wanted().stream()
                .map(wanted -> held.get(wanted.part()))
                .filter(part -> part != null && !part.isAnnouncer() && part.host() != null)
                .toList();
        if (containers.stream().allMatch(part -> part.condition() == Condition.RUNNING)) {
            Map<Integer, String> placed = containers.stream()
                    .collect(Collectors.toMap(HeldPart::instance, part -> String.valueOf(part.host())));
            Spread.move(placed, facts.hosts().load(), known.routed() ? 2 : 1)
                    .ifPresent(move -> crowded(held(id, move.instance()), move, placed.size()));
        }
    }

    private HeldPart held(ReleaseId id, int instance) {
        return facts.held().stream()
                .filter(part -> part.release().equals(id) && part.instance() == instance && !part.isAnnouncer())
                .findFirst()
                .orElseThrow();
    }

    private void crowded(HeldPart part, Spread.Move move, int instances) {
        String expected = "on host " + move.to() + ", which runs " + move.here() + " of them";
        String actual = "on host " + move.from() + ", which runs " + move.there() + " of " + instances + " instances";
        if (facts.hosts().steady()) {
            repair(Kind.CROWDED, part, expected, actual, Remedy.MOVE);
        } else {
            show(Kind.CROWDED, part, expected, actual, "Paz moves it when the hosts have been the same for a while");
        }
    }

    /** To put it back would cut off requests, and somebody may have meant it. */
    private void changed(Known known, HeldPart part) {
        String made = known.made().getOrDefault(part.name(), Set.of()).stream()
                .sorted()
                .collect(Collectors.joining(" or "));
        show(
                Kind.CHANGED,
                part,
                "content with hash " + made,
                "content with hash " + part.hash(),
                "restart the service to put it right: ./paz restart "
                        + part.release().service());
    }

    private void announced(Known known, HeldPart part) {
        boolean silent = facts.announced() != null && known.routed() && !isAnnounced(part.release(), part.instance());
        Optional<String> reason =
                Optional.ofNullable(facts.notServing().get(part.release().instance(part.instance())));
        if (silent && !part.isAnnouncer()) {
            show(
                    Kind.UNANNOUNCED,
                    part,
                    "announced, so that it gets requests",
                    reason.map(why -> why + "; " + part.evidence()).orElse("not announced; " + part.evidence()),
                    "the announcer goes on checking its health; look at its log (./paz logs "
                            + part.release().service() + ")");
        } else if (reason.isPresent() && !part.isAnnouncer()) {
            show(
                    Kind.NOT_SERVING,
                    part,
                    known.routed() ? "healthy, so that it gets requests" : "running steadily",
                    reason.get(),
                    "look at its log (./paz logs " + part.release().service() + "); ./paz restart "
                            + part.release().service() + " replaces it");
        }
    }

    private void unwanted(HeldPart part) {
        Known known = facts.known().get(part.release());
        if (known == null) {
            unknown(part, "nothing of this name, since the journal knows no " + part.release());
        } else if (!known.wants(part.name()) && !known.isMadeByPaz(part)) {
            unknown(part, "nothing of this name with this content, since Paz never made it");
        } else if (!known.wants(part.name())) {
            leftover(known, part);
        }
    }

    private void unknown(HeldPart part, String expected) {
        show(
                Kind.UNKNOWN,
                part,
                expected,
                part.evidence(),
                "Paz leaves it alone; if nobody needs it, destroy it with the engine's own tool");
    }

    private void leftover(Known known, HeldPart part) {
        if (known.standing() == Standing.STOPPED) {
            show(
                    Kind.LEFTOVER,
                    part,
                    "nothing, since " + part.release().service() + " was stopped on purpose",
                    part.evidence(),
                    "Paz leaves alone what was stopped on purpose; ./paz start "
                            + part.release().service() + " makes it right, or destroy it with the engine's own tool");
        } else if (facts.announced() == null) {
            show(Kind.LEFTOVER, part, over(known, part), part.evidence(), "Paz removes it when etcd can be read again");
        } else if (mayBeLastThatAnswers(part)) {
            show(
                    Kind.LEFTOVER,
                    part,
                    over(known, part),
                    part.evidence()
                            + (isAnnounced(part.release(), part.instance())
                                    ? ", and gets the requests, since nothing of the version that serves does"
                                    : ", and nothing of the version that serves gets requests"),
                    "Paz removes it when the version that serves is announced again");
        } else {
            repair(Kind.LEFTOVER, part, over(known, part), part.evidence(), Remedy.REMOVE);
        }
    }

    private static String over(Known known, HeldPart part) {
        return known.standing() == Standing.SERVING
                ? "nothing, since " + part.release() + " has fewer instances now"
                : "nothing, since " + part.release() + " is over";
    }

    /**
     * Whether the service might answer nobody without it, though it should. That it is not announced itself proves nothing while nothing
     * of the service is: etcd may have lost all keys.
     */
    private boolean mayBeLastThatAnswers(HeldPart part) {
        String service = part.release().service();
        boolean shouldServe = facts.known().entrySet().stream()
                .anyMatch(each -> each.getKey().service().equals(service)
                        && each.getValue().routed()
                        && !each.getValue().wanted().isEmpty());
        return shouldServe && !isServed(service);
    }

    private boolean isServed(String service) {
        return announced.entrySet().stream()
                .filter(each -> each.getKey().service().equals(service))
                .anyMatch(each -> {
                    Known known = facts.known().get(each.getKey());
                    return known != null && each.getValue().stream().anyMatch(known::wants);
                });
    }

    private boolean isAnnounced(ReleaseId id, int instance) {
        return announced.getOrDefault(id, Set.of()).contains(instance);
    }

    private void routes() {
        Map<ReleaseId, Set<Integer>> behind = facts.held().stream()
                .collect(Collectors.groupingBy(
                        HeldPart::release, Collectors.mapping(HeldPart::instance, Collectors.toSet())));
        announced.forEach((id, instances) -> instances.stream()
                .filter(instance -> !behind.getOrDefault(id, Set.of()).contains(instance))
                .forEach(instance -> route(id, instance)));
    }

    private void route(ReleaseId id, int instance) {
        Known known = facts.known().get(id);
        String name = id.service() + "/" + id.version() + "/" + instance;
        String behind = "it is announced, but nothing that the engine holds is behind it";
        if (known == null) {
            found.add(Finding.shown(
                    Kind.UNKNOWN,
                    id,
                    instance,
                    name,
                    "no such route, since the journal knows no " + id,
                    behind,
                    "Paz leaves it alone; if nobody needs it, delete its key in etcd"));
        } else if (!known.wants(instance)) {
            String expected = "no such route, since nothing of it should run";
            found.add(Finding.repaired(Kind.STALE_ROUTE, id, instance, name, expected, behind, Remedy.UNROUTE));
        }
    }

    private void repair(Kind kind, HeldPart part, String expected, String actual, Remedy remedy) {
        found.add(Finding.repaired(kind, part.release(), part.instance(), part.name(), expected, actual, remedy));
    }

    private void show(Kind kind, HeldPart part, String expected, String actual, String advice) {
        found.add(Finding.shown(kind, part.release(), part.instance(), part.name(), expected, actual, advice));
    }
}
