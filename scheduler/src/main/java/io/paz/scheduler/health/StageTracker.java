package io.paz.scheduler.health;

import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.engine.InstanceLog;
import io.paz.scheduler.engine.InstanceStatus;
import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.release.Release;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the stages of instances between submission and health. Each is told once, when all of the instances have reached it, and never
 * without evidence: a stage that nobody can tell of is left out. Pure: everything that was observed comes in.
 */
final class StageTracker {

    /** Of more instances than that the first are asked and named. */
    private static final int NAMED = 10;

    /** What the sidekick prints of a container that runs. */
    static final Pattern CONTAINER = Pattern.compile("container (\\S+) of image (\\S+) started at (\\S+)");

    /** What Docker prints of an image that it pulled. */
    private static final Pattern PULLED = Pattern.compile("Status: (.+)");

    private static final Pattern DIGEST = Pattern.compile("Digest: (sha256:[0-9a-f]{64})");

    private final Release release;
    private final List<Integer> wanted;
    private final Function<Integer, String> key;
    private final Set<Stage> told = EnumSet.noneOf(Stage.class);

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
     * @param log null while it was not read
     */
    record Sight(
            int instance,
            @Nullable InstanceStatus status,
            @Nullable InstanceLog log) {

        private Optional<Matcher> container() {
            return Optional.ofNullable(log).flatMap(known -> last(CONTAINER, known.sidekick()));
        }

        private String named(String evidence) {
            return "instance " + instance + ": " + evidence;
        }
    }

    /** Instances whose logs are worth reading now. */
    List<Integer> unread() {
        return told.contains(Stage.STARTED) ? List.of() : named();
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
    List<ReachedStage> news(List<Sight> sights, Map<Integer, String> announced, boolean healthy) {
        List<ReachedStage> news = new ArrayList<>();
        tell(news, Stage.SCHEDULED, sights, StageTracker::machine);
        tell(news, Stage.PULLED, sights, sight -> pulled(sight, healthy));
        tell(news, Stage.STARTED, sights, sight -> started(sight, healthy));
        if (release.isRouted() && announced.keySet().containsAll(wanted)) {
            tell(news, Stage.ANNOUNCED, sights, sight -> Optional.of(address(sight, announced)));
        }
        return news;
    }

    private void tell(
            List<ReachedStage> news, Stage stage, List<Sight> sights, Function<Sight, Optional<String>> evidence) {
        List<String> known =
                sights.stream().map(evidence).flatMap(Optional::stream).toList();
        if (known.size() == named().size() && told.add(stage)) {
            int more = wanted.size() - known.size();
            news.add(new ReachedStage(
                    stage.step, String.join("; ", known) + (more == 0 ? "" : "; and " + more + " more")));
        }
    }

    private static Optional<String> machine(Sight sight) {
        return Optional.ofNullable(sight.status())
                .filter(status -> status.machine() != null)
                .map(status -> status.part() + " on machine " + status.machine());
    }

    private Optional<String> pulled(Sight sight, boolean healthy) {
        if (sight.log() == null) {
            return Optional.empty();
        }
        List<String> docker = sight.log().container();
        return last(PULLED, docker)
                .map(status -> status.group(1)
                        + last(DIGEST, docker)
                                .map(digest -> ", " + digest.group(1))
                                .orElse(""))
                .or(() -> sight.container().map(this::notTold))
                .or(() -> withoutSidekick(sight, healthy)
                        .map(status -> "Docker printed nothing of a pull: its host had the image"))
                .map(sight::named);
    }

    /** A pull that comes before the start prints nothing of its own. */
    private String notTold(Matcher container) {
        String image = "image " + container.group(2);
        return release.freshlyPushed() && release.imageId() == null
                ? image + ", after its registry was asked for a newer one"
                : image + ": its host had it, nothing was pulled";
    }

    private Optional<String> started(Sight sight, boolean healthy) {
        return sight.container()
                .map(container -> "container " + container.group(1) + " at " + container.group(3))
                .or(() -> withoutSidekick(sight, healthy)
                        .map(status -> "inferred, since it has kept running: " + status.evidence()))
                .map(sight::named);
    }

    private Optional<InstanceStatus> withoutSidekick(Sight sight, boolean healthy) {
        return Optional.ofNullable(sight.status())
                .filter(status -> healthy && !release.isRouted() && status.condition() == Condition.RUNNING);
    }

    private String address(Sight sight, Map<Integer, String> announced) {
        return key.apply(sight.instance()) + " = " + announced.get(sight.instance());
    }

    private static Optional<Matcher> last(Pattern pattern, List<String> lines) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).reduce((earlier, later) -> later);
    }
}
