package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.admission.RequestKey;
import io.paz.scheduler.deployment.engine.ClusterEngine;
import io.paz.scheduler.deployment.image.ImageResolver;
import io.paz.scheduler.deployment.image.ResolvedImage;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import io.paz.scheduler.deployment.serving.ServingSource;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deploys services, and tells what was deployed. Safe for several threads. Every method may block on the disk, and those that
 * start something on the engine or ask a registry too, for seconds: call them from a thread that may wait.
 *
 * <p>Deployments of one service run one after the other; a newer one that waits takes the place of an older one that waits.
 */
public final class Deployments implements AutoCloseable {

    /** So many versions of a service, of those that ran images of their host. */
    private static final int PROTECTED_VERSIONS = 20;

    private final DeploymentRepository repository;
    private final ClusterEngine engine;
    private final ImageResolver images;
    private final Clock clock;
    private final Pause pause = new Pause();
    private final Line<Deployment> line;
    private final Workers workers;
    private final Operations operations;
    private final Supplier<List<Operation>> unfinishedOperations;
    private final DriftWatch drift;
    private final Interventions interventions;
    private final Admission admission;

    /**
     * @param nanos a clock that never jumps
     * @param executor gives every service that has work a thread of its own for as long as that takes
     */
    public Deployments(Surroundings around, Pacing pacing, Clock clock, LongSupplier nanos, Executor executor) {
        this.repository = around.repository();
        this.engine = around.engine();
        this.images = around.images();
        this.clock = clock;
        BalancerGate balancers = new BalancerGate(around.balancers(), pacing, pause);
        Retirement retirement =
                new Retirement(engine, around.announcements(), around.routes(), repository, balancers, pacing, pause);
        HealthGate gate = new HealthGate(engine, around.announcements(), around.logs(), pacing);
        TaskRunner tasks = new TaskRunner(engine, around.routes(), gate, balancers, retirement);
        Attempts attempts = new Attempts(tasks, pacing, pause);
        CanaryRunner canaries =
                new CanaryRunner(around.routes(), around.balancers(), balancers, pacing, pause, clock, nanos);
        this.admission = new Admission(around);
        this.interventions = new Interventions(repository);
        Accounts accounts = new Accounts(around.balancers());
        DeploymentRun run = new DeploymentRun(repository, attempts, canaries, interventions, accounts, pacing, clock);
        Removal removal =
                new Removal(engine, around.routes(), repository, around.directory(), images, retirement, pacing, pause);
        this.line = new Line<>(run);
        this.workers = new Workers(repository, removal, pacing, pause, executor);
        this.operations =
                new Operations(around, workers, new OperationRun(around, attempts, pacing, pause, clock), clock);
        this.unfinishedOperations = around.operations()::unfinished;
        Mendings mendings = new Mendings(repository, clock);
        DriftFacts facts = new DriftFacts(around, clock);
        Mender mender = new Mender(around, facts, mendings, retirement, attempts, pacing, pause, clock);
        this.drift = new DriftWatch(facts, mendings, mender, workers, clock);
    }

    /** All that deployments need of the world around them. */
    public record Surroundings(
            DeploymentRepository repository,
            OperationRepository operations,
            ClusterEngine engine,
            Announcements announcements,
            Routes routes,
            Balancers balancers,
            UnitLogs logs,
            ServiceDirectory directory,
            ImageResolver images,
            ServingSource serving) {}

    /** Goes on with what the last stop cut off. Called once, before anything is deployed. */
    public void resume() {
        List<Unfinished> unfinished = Stream.concat(
                        repository.unfinished().stream().map(this::unfinished),
                        unfinishedOperations.get().stream().map(this::unfinished))
                .sorted(Unfinished.AS_RESUMED)
                .toList();
        unfinished.forEach(each -> each.resume().run());
        repository.removals().forEach(workers::resumeRemoval);
        unfinished.forEach(each -> workers.wake(each.service()));
    }

    private Unfinished unfinished(Deployment deployment) {
        String service = deployment.id().service();
        boolean begun = deployment.state() != DeploymentState.QUEUED;
        return new Unfinished(
                service, deployment.id().version(), 0, begun, () -> workers.resume(line, service, deployment, begun));
    }

    private Unfinished unfinished(Operation operation) {
        OperationId id = operation.id();
        return new Unfinished(
                id.service(),
                operation.afterVersion(),
                id.number(),
                operation.isBegun(),
                () -> operations.resume(operation));
    }

    /** Scaling, stopping and starting of what was deployed. */
    public Operations operations() {
        return operations;
    }

    /** What runs but should not, or should but does not. */
    public DriftWatch drift() {
        return drift;
    }

    /**
     * Accepts a deployment: when this returns, its version and whole intent are on disk.
     *
     * @throws DeploymentRefused when the order is not acceptable
     * @throws io.paz.scheduler.deployment.engine.UnrenderableRelease when a value cannot reach its container
     * @throws io.paz.scheduler.deployment.engine.EngineUnavailable when the engine does not answer; nothing was changed
     */
    public Ticket<Deployment> deploy(ServiceDefinition service, Order order) {
        RequestKey key = RequestKey.of(
                order.idempotencyKey(),
                "deploy " + (order.image() == null ? "the image of the service" : order.image()));
        Optional<Deployment> earlier = admission.earlier(service.name(), key);
        if (earlier.isPresent()) {
            return line.follow(earlier.get());
        }
        Strategies.requireKnown(service.config());
        ResolvedImage image = images.resolve(order.wanted(service));
        Ticket<Deployment> ticket = accept(service.name(), key, "deploy", version -> {
            Release release = order.release(new ReleaseId(service.name(), version), service, image);
            return withImage(accepted(release, order.evidence()), image);
        });
        if (image.id() != null) {
            protectImages(service.name());
        }
        return ticket;
    }

    private Deployment withImage(Deployment accepted, ResolvedImage image) {
        Deployment noted = accepted.noted(image.step(), image.evidence(), clock.instant());
        return image.failure() == null ? noted : noted.refused(image.failure());
    }

    /** Those of the newest versions, so that a rollback finds them. */
    private void protectImages(String service) {
        List<String> ids = repository.newest(service, PROTECTED_VERSIONS).stream()
                .map(deployment -> deployment.release().imageId())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        images.protect(service, ids);
    }

    /** Deploys exactly what an earlier version was, as a new version. */
    public Ticket<Deployment> repeat(ReleaseId earlier, @Nullable String idempotencyKey) {
        Release old = require(earlier).release();
        Strategies.requireKnown(old.config());
        requireImage(old, "repeated");
        RequestKey key = RequestKey.of(idempotencyKey, "repeat version " + earlier.version());
        return accept(earlier.service(), key, "deploy", version -> {
            ReleaseId id = new ReleaseId(earlier.service(), version);
            return accepted(old.as(id), "rollback: repeats version " + earlier.version());
        });
    }

    private void requireImage(Release old, String verb) {
        images.whyGone(old.image(), old.imageId()).ifPresent(why -> {
            throw DeploymentRefused.imageGone("version " + old.id().version() + " cannot be " + verb + ": " + why
                    + " (expected: an image that can be told; deploy the one that you want)");
        });
    }

    /**
     * Deploys exactly what serves, or is about to, as a new version. Where that did not record which image its tag named, the tag is looked
     * up now, and the new version says so.
     *
     * @throws DeploymentRefused when nothing does, or it is stopped, or its image is gone
     */
    public Ticket<Deployment> restart(Operations.Request request) {
        String service = request.service();
        RequestKey key = RequestKey.of(request.idempotencyKey(), "restart");
        Optional<Deployment> earlier = admission.earlier(service, key);
        if (earlier.isPresent()) {
            return line.follow(earlier.get());
        }
        Release seen = requireRunning(service);
        Optional<ResolvedImage> image = imageOfRestart(seen);
        return accept(service, key, "restart", version -> {
            Release old = requireRunning(service);
            Release release = old.as(new ReleaseId(service, version));
            String evidence =
                    request.evidence() + ": repeats version " + old.id().version();
            return image.filter(found -> old.image().equals(seen.image()) && !old.isPinned())
                    .map(found -> withImage(accepted(release.withImage(found.name(), found.id()), evidence), found))
                    .orElseGet(() -> accepted(release, evidence));
        });
    }

    /** Empty where the version recorded its image. */
    private Optional<ResolvedImage> imageOfRestart(Release old) {
        if (old.isPinned()) {
            requireImage(old, "restarted");
            return Optional.empty();
        }
        ImageResolver.Wanted wanted =
                new ImageResolver.Wanted(old.image(), false, old.config().pullsAlways());
        return Optional.of(images.resolve(wanted)
                .after("version " + old.id().version() + " ran " + old.image()
                        + " by its tag, and what that named then was not recorded"));
    }

    private Release requireRunning(String service) {
        Outlook outlook = operations.outlook(service);
        if (outlook.stopped()) {
            throw DeploymentRefused.notServing(
                    "service " + service + " is stopped (expected: one that runs; start it instead)");
        }
        return outlook.release();
    }

    /**
     * Promotes a canary, or aborts a deployment that does not serve alone yet. When this returns it is on disk, and will be followed
     * even over a restart.
     *
     * @throws DeploymentRefused when there is none, or it is too late
     */
    public Deployment intervene(ReleaseId id, Intervention wanted) {
        interventions.accept(require(id), wanted);
        return require(id);
    }

    /** Returns the version that a deployment would get now. */
    int nextVersion(String service) {
        return admission.nextVersion(service);
    }

    private Deployment accepted(Release release, String evidence) {
        return Deployment.accepted(release, engine.parts(release), evidence, clock.instant());
    }

    private Ticket<Deployment> accept(
            String service, @Nullable RequestKey key, String event, IntFunction<Deployment> deployment) {
        Optional<Deployment> earlier = admission.earlier(service, key);
        if (earlier.isPresent()) {
            return line.follow(earlier.get());
        }
        engine.hosts();
        return workers.accept(
                line,
                service,
                () -> admission.earlier(service, key),
                () -> admission.admit(service, key, event, deployment));
    }

    /**
     * Takes a service off the platform: its routes, units and keys, and its entry in the directory. The future completes when
     * nothing is left; the work goes on even if the one who asked is gone, and over a restart.
     */
    public CompletableFuture<Void> remove(String service) {
        engine.hosts();
        return workers.remove(service);
    }

    /** Whether something of the service serves or is under way. */
    public boolean isActive(String service) {
        return !repository.serving(service).isEmpty()
                || repository
                        .latest(service)
                        .map(Deployment::state)
                        .filter(state -> !state.isFinal())
                        .isPresent()
                || repository.removals().contains(service);
    }

    /** @throws DeploymentRefused when there is none */
    public Deployment require(ReleaseId id) {
        return repository
                .find(id)
                .orElseThrow(() -> DeploymentRefused.unknown("version: value " + id.version()
                        + " (expected: a version of service " + id.service() + " that was deployed)"));
    }

    /** @throws DeploymentRefused when nothing was deployed under that name */
    public Deployment requireLatest(String service) {
        return repository
                .latest(service)
                .orElseThrow(() -> DeploymentRefused.unknown(
                        "service: value " + service + " (expected: a service that was deployed)"));
    }

    public List<Deployment> history(String service) {
        return repository.history(service);
    }

    /** A number that is another one after every change of a deployment; after other changes it may be. */
    public long revision() {
        return repository.revision();
    }

    /** Newest first. */
    public List<Deployment> newest(@Nullable String service, int limit) {
        return repository.newest(service, limit);
    }

    /** Oldest first. */
    public List<JournalLine> journal(@Nullable String service, @Nullable Long after, int limit) {
        return repository.journal(service, after, limit);
    }

    /** Ends all waiting at once; what is unfinished is taken up at the next start. */
    @Override
    public void close() {
        pause.stop();
    }
}
