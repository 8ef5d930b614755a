package io.paz.scheduler.health;

import io.paz.engine.Condition;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.control.StartProgress;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.release.Release;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the stages of instances between submission and health. Each is reported once, when all of the instances have reached it, and never
 * without evidence: a stage without one is left out. Pure: everything that was observed comes in.
 */
final class StageTracker {

    /** Of more instances than that the first are asked and named. */
    private static final int NAMED = 10;

    private final Release release;
    private final List<Integer> wanted;
    private final Function<Integer, String> key;
    private final Set<Stage> reported = EnumSet.noneOf(Stage.class);

    /** In the order in which they are reached. */
    private enum Stage {
        SCHEDULED("scheduled"),
        PULLED("pulled"),
        STARTED("container-started"),
        ANNOUNCED("announced");

        private final String step;

        Stage(String step) {
            this.step = step;
        }
    }

    /** @param key under which an instance is announced */
    StageTracker(Release release, List<Integer> wanted, Function<Integer, String> key) {
        this.release = release;
        this.wanted = List.copyOf(wanted);
        this.key = key;
    }

    /**
     * What was observed of one instance.
     *
     * @param status null while it is not known
     * @param progress null while it was not read
     */
    record Sight(
            int instance,
            @Nullable InstanceStatus status,
            @Nullable StartProgress progress) {

        private String named(String evidence) {
            return "instance " + instance + ": " + evidence;
        }
    }

    /** Instances whose logs are worth reading now. */
    List<Integer> unread() {
        return reported.contains(Stage.STARTED) ? List.of() : named();
    }

    /** Instances that evidence is wanted of. */
    List<Integer> named() {
        return wanted.subList(0, Math.min(NAMED, wanted.size()));
    }

    /**
     * What is new.
     *
     * @param sights of the instances that evidence is wanted of
     * @param announced addresses by instance
     * @param healthy whether all instances are
     */
    List<ReachedStage> newlyReached(List<Sight> sights, Map<Integer, String> announced, boolean healthy) {
        List<ReachedStage> reached = new ArrayList<>();
        addReached(reached, Stage.SCHEDULED, sights, StageTracker::machine);
        addReached(reached, Stage.PULLED, sights, sight -> pulled(sight, healthy));
        addReached(reached, Stage.STARTED, sights, sight -> started(sight, healthy));
        if (release.isRouted() && announced.keySet().containsAll(wanted)) {
            addReached(reached, Stage.ANNOUNCED, sights, sight -> Optional.of(address(sight, announced)));
        }
        return reached;
    }

    private void addReached(
            List<ReachedStage> reached, Stage stage, List<Sight> sights, Function<Sight, Optional<String>> evidence) {
        List<String> known =
                sights.stream().map(evidence).flatMap(Optional::stream).toList();
        if (known.size() == named().size() && reported.add(stage)) {
            int more = wanted.size() - known.size();
            reached.add(new ReachedStage(
                    stage.step, String.join("; ", known) + (more == 0 ? "" : "; and " + more + " more")));
        }
    }

    private static Optional<String> machine(Sight sight) {
        return Optional.ofNullable(sight.status())
                .filter(status -> status.host() != null)
                .map(status -> status.name() + " on machine " + status.host());
    }

    private Optional<String> pulled(Sight sight, boolean healthy) {
        return Optional.ofNullable(sight.progress())
                .flatMap(progress -> Optional.ofNullable(progress.image()).or(() -> keptRunning(sight, healthy)
                        .map(status -> "no pull was seen: its host had the image")))
                .map(sight::named);
    }

    private Optional<String> started(Sight sight, boolean healthy) {
        return Optional.ofNullable(sight.progress())
                .flatMap(progress -> Optional.ofNullable(progress.container()))
                .or(() -> keptRunning(sight, healthy)
                        .map(status -> "inferred, since it has kept running: " + status.evidence()))
                .map(sight::named);
    }

    /** An instance without a port is healthy when it has kept running; nobody says that it started. */
    private Optional<InstanceStatus> keptRunning(Sight sight, boolean healthy) {
        return Optional.ofNullable(sight.status())
                .filter(status -> healthy && !release.isRouted() && status.condition() == Condition.RUNNING);
    }

    private String address(Sight sight, Map<Integer, String> announced) {
        return key.apply(sight.instance()) + " = " + announced.get(sight.instance());
    }
}
