package io.paz.scheduler.space;

import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.HostSpace;
import io.paz.engine.control.HostSpace.EndedContainer;
import io.paz.engine.control.HostSpace.PulledImage;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.space.CleanupPlan.KeptImage;
import java.lang.System.Logger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removes from the host what no version that is kept needs; one cleanup at a time. Blocks on disk and host. */
public final class SpaceCleaner {

    private static final Logger log = System.getLogger(SpaceCleaner.class.getName());
    private static final int MAX_REMOVALS = 200;
    private static final int JOURNAL_LINES = 20;
    private static final String DELETED = "delete";

    private final DeploymentRepository repository;
    private final HostSpace host;
    private final int keep;
    private final Clock clock;
    private volatile @Nullable Cleanup last;

    /** @param keep newest versions of each service whose images stay */
    public SpaceCleaner(DeploymentRepository repository, HostSpace host, int keep, Clock clock) {
        this.repository = repository;
        this.host = host;
        this.keep = keep;
        this.clock = clock;
    }

    public int keep() {
        return keep;
    }

    /** What a cleanup would do now; empty where the engine cannot tell. */
    public Optional<CleanupPlan> plan() {
        return host.contents().map(contents -> CleanupPlan.of(contents, needed()));
    }

    private NeededImages needed() {
        NeededImages needed = new NeededImages();
        for (String service : repository.services()) {
            List<Deployment> history = repository.history(service);
            if (!history.isEmpty() && !isDeleted(service)) {
                needed.add(history, keep);
            }
        }
        return needed;
    }

    /** Nothing of a deleted service is rolled back to. What was deployed under its name since has a later line. */
    private boolean isDeleted(String service) {
        List<JournalLine> lines = repository.journal(service, null, JOURNAL_LINES);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!lines.get(i).isRepair()) {
                return lines.get(i).event().equals(DELETED)
                        && repository.serving(service).isEmpty()
                        && !repository.removals().contains(service);
            }
        }
        return false;
    }

    /** Removes it; what came to be needed meanwhile stays. Empty where the engine cannot tell. */
    public synchronized Optional<Cleanup> cleanUp() {
        Optional<Cleanup> done = plan().map(this::execute);
        done.ifPresent(cleanup -> {
            last = cleanup;
            if (!cleanup.removed().isEmpty()) {
                log.log(
                        Logger.Level.INFO,
                        "Removed {0} images and containers that nothing needs, {1} at most",
                        cleanup.removed().size(),
                        ByteText.of(cleanup.bytes()));
            }
        });
        return done;
    }

    private Cleanup execute(CleanupPlan plan) {
        Removal removal = new Removal();
        try {
            plan.containers().stream().limit(MAX_REMOVALS).forEach(removal::remove);
            plan.images().stream().limit(MAX_REMOVALS).forEach(removal::remove);
            return removal.ended(null);
        } catch (EngineUnavailableException e) {
            log.log(Logger.Level.WARNING, "Cleanup ended early: {0}; the next one goes on", e.getMessage());
            return removal.ended(String.valueOf(e.getMessage()));
        }
    }

    /** One cleanup while it goes on. */
    private final class Removal {

        private final List<String> removed = new ArrayList<>();
        private final List<KeptImage> stayed = new ArrayList<>();
        private long bytes;
        private long revision = repository.revision();
        private NeededImages needed = needed();

        private void remove(EndedContainer container) {
            if (host.removeContainer(container.id()).isEmpty()) {
                removed.add(container.name());
                bytes += container.bytes();
            }
        }

        /** A version that was accepted since the plan was made may need it. */
        private void remove(PulledImage image) {
            Optional<String> reason = isNeeded(image)
                    ? Optional.of("a version that was just deployed")
                    : host.removeImage(image.reference());
            if (reason.isPresent()) {
                stayed.add(new KeptImage(image, reason.get()));
            } else {
                removed.add(image.reference());
                bytes += image.bytes();
            }
        }

        /** Reads every history, so only after a change. */
        private boolean isNeeded(PulledImage image) {
            long current = repository.revision();
            if (current != revision) {
                revision = current;
                needed = needed();
            }
            return needed.contains(image);
        }

        private Cleanup ended(@Nullable String failure) {
            return new Cleanup(clock.instant(), List.copyOf(removed), bytes, List.copyOf(stayed), failure);
        }
    }

    /** The last cleanup since the start. */
    public Optional<Cleanup> last() {
        return Optional.ofNullable(last);
    }
}
