package io.paz.scheduler.plan;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.release.VolumeUse;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the strategy of a deployment. */
public final class Strategies {

    public static final String ROLLING = "rolling";
    public static final String BLUE_GREEN = "blue-green";
    public static final String CANARY = "canary";
    public static final String RECREATE = "recreate";

    private Strategies() {}

    /**
     * @param name kept with the deployment, so that a run goes on as it began
     * @param reason for people
     */
    public record Choice(String name, String reason) {}

    /** @throws DeploymentRefusedException when the configuration asks for a strategy that there is not */
    public static void requireKnown(ServiceConfig config) {
        String wanted = wanted(config);
        if (!List.of(ROLLING, BLUE_GREEN, CANARY, RECREATE).contains(wanted)) {
            throw DeploymentRefusedException.invalid(
                    "strategy.type", wanted, "one of rolling, blue-green, canary, recreate");
        }
    }

    public static Choice choose(Takeover takeover) {
        if (takeover.serving().isEmpty()) {
            String name = wanted(takeover.next().config());
            return new Choice(name, "no version serves" + advice(takeover, name));
        }
        if (takeover.old().isEmpty()) {
            return new Choice(wanted(takeover.next().config()), "the version that serves is stopped");
        }
        Optional<Integer> port = takeover.serving().stream()
                .flatMap(old -> sharedPort(old, takeover.next()).stream())
                .findFirst();
        return port.map(number -> new Choice(
                        RECREATE,
                        "recreate, because host port " + number + " has no room for both versions side by side"))
                .or(() -> lockedVolume(takeover).map(Strategies::becauseOfVolume))
                .orElseGet(() -> asConfigured(takeover));
    }

    /** The volume that decides where no strategy is configured. */
    private static Optional<String> lockedVolume(Takeover takeover) {
        List<Release> old = takeover.running();
        boolean decides =
                takeover.next().config().strategy() == null && !VolumeUse.isShownToBeShared(takeover.next(), old);
        return decides ? VolumeUse.contested(takeover.next(), old) : Optional.empty();
    }

    private static Choice becauseOfVolume(String volume) {
        return new Choice(
                RECREATE,
                "recreate, because volume " + volume
                        + " may be used by one instance at a time (name it in sharedVolumes where several may)");
    }

    /** What to change where a program may lock a volume that others use; empty when there is none, or no one beside. */
    public static String advice(Takeover takeover, @Nullable String strategy) {
        List<Release> beside = RECREATE.equals(strategy) ? List.of() : takeover.running();
        return inWords(VolumeUse.advice(takeover.next(), beside));
    }

    /** The same for the instances of one version that run beside each other. */
    public static String advice(Release release) {
        return inWords(VolumeUse.advice(release, List.of()));
    }

    private static String inWords(Optional<String> advice) {
        return advice.map(words -> "; " + words).orElse("");
    }

    private static Choice asConfigured(Takeover takeover) {
        ServiceConfig config = takeover.next().config();
        String name = wanted(config);
        if (name.equals(CANARY) && !takeover.isRouted()) {
            return new Choice(BLUE_GREEN, "blue-green, because without a port there is no traffic to share");
        }
        return new Choice(name, reason(name, config) + advice(takeover, name));
    }

    private static String reason(String name, ServiceConfig config) {
        return switch (name) {
            case ROLLING -> "rolling, " + config.batch() + " of " + config.numInstances() + " instances at a time";
            case CANARY -> "canary, with " + config.canaryRules().shares() + " % of the traffic";
            default -> name;
        };
    }

    private static String wanted(ServiceConfig config) {
        return Objects.requireNonNullElse(config.strategy(), ROLLING);
    }

    private static Optional<Integer> sharedPort(Release old, Release next) {
        return next.config().ports().stream()
                .map(PortMapping::host)
                .filter(Objects::nonNull)
                .filter(port -> old.config().ports().stream().anyMatch(other -> Objects.equals(other.host(), port)))
                .findFirst();
    }

    /** @param name of a choice; null in deployments that began before it was kept, which are blue-green */
    public static Strategy named(@Nullable String name, Release next) {
        return switch (Objects.requireNonNullElse(name, BLUE_GREEN)) {
            case RECREATE -> new RecreateStrategy();
            case BLUE_GREEN -> new BatchStrategy(next.config().numInstances());
            case CANARY -> new CanaryStrategy(new BatchStrategy(next.config().numInstances()));
            default -> new BatchStrategy(next.config().batch());
        };
    }
}
