package io.paz.scheduler.service;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.admission.Admission;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.deployment.Part;
import io.paz.scheduler.execution.DeploymentExecutor;
import io.paz.scheduler.execution.Interventions;
import io.paz.scheduler.image.ImageResolver;
import io.paz.scheduler.image.ResolvedImage;
import io.paz.scheduler.operation.ExpectedState;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationId;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.promotion.PromotedConfig;
import io.paz.scheduler.promotion.PromotionRules;
import io.paz.scheduler.queue.JobRegistry;
import io.paz.scheduler.queue.ServiceWorkers;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.RequestKey;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.space.RoomCheck;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts deployments, and answers queries about them. Safe for several threads. Every method may block on the disk, and those that
 * start something on the engine or ask a registry too, for seconds: call them from a thread that may wait.
 *
 * <p>Deployments of one service run one after the other; a newer one that waits takes the place of an older one that waits.
 */
public final class DeploymentService {

    /** So many versions of a service, of those that ran images of their host. */
    private static final int PROTECTED_VERSIONS = 20;

    private final DeploymentRepository repository;
    private final ClusterEngine engine;
    private final ImageResolver images;
    private final Clock clock;
    private final JobRegistry<Deployment> jobs;
    private final ServiceWorkers workers;
    private final OperationService operations;
    private final Interventions interventions;
    private final Admission admission;
    private final RoomCheck room;

    public DeploymentService(
            DeploymentRepository repository,
            ClusterEngine engine,
            ImageResolver images,
            ServiceWorkers workers,
            DeploymentExecutor executor,
            OperationService operations,
            Interventions interventions,
            Admission admission,
            RoomCheck room,
            Clock clock) {
        this.repository = repository;
        this.engine = engine;
        this.images = images;
        this.jobs = new JobRegistry<>(executor);
        this.workers = workers;
        this.operations = operations;
        this.interventions = interventions;
        this.admission = admission;
        this.room = room;
        this.clock = clock;
    }

    /** Goes on with what the last stop cut off. Called once, before anything is deployed. */
    public void resume() {
        List<UnfinishedJob> unfinished = Stream.concat(
                        repository.unfinished().stream().map(this::unfinished),
                        operations.unfinished().stream().map(this::unfinished))
                .sorted(UnfinishedJob.AS_RESUMED)
                .toList();
        unfinished.forEach(each -> each.resume().run());
        repository.removals().forEach(workers::resumeRemoval);
        unfinished.forEach(each -> workers.wake(each.service()));
    }

    private UnfinishedJob unfinished(Deployment deployment) {
        String service = deployment.id().service();
        boolean begun = deployment.state() != DeploymentState.QUEUED;
        return new UnfinishedJob(
                service, deployment.id().version(), 0, begun, () -> workers.resume(jobs, service, deployment, begun));
    }

    private UnfinishedJob unfinished(Operation operation) {
        OperationId id = operation.id();
        return new UnfinishedJob(
                id.service(),
                operation.afterVersion(),
                id.number(),
                operation.isBegun(),
                () -> operations.resume(operation));
    }

    /**
     * Accepts a deployment: when this returns, its version and whole intent are on disk.
     *
     * @throws DeploymentRefusedException when the order is not acceptable
     * @throws io.paz.engine.spec.UnrenderableSpecException when a value cannot reach its container
     * @throws io.paz.engine.EngineUnavailableException when the engine does not answer; nothing was changed
     */
    public Ticket<Deployment> deploy(ServiceDefinition service, DeploymentRequest order) {
        RequestKey key = RequestKey.of(
                order.idempotencyKey(),
                "deploy " + (order.image() == null ? "the image of the service" : order.image()));
        Optional<Deployment> earlier = admission.earlier(service.name(), key);
        if (earlier.isPresent()) {
            return jobs.follow(earlier.get());
        }
        Strategies.requireKnown(service.config());
        requireSecrets(service.name(), service.config());
        room.require();
        ResolvedImage image = images.resolve(order.wanted(service));
        images.expectPull(image.name());
        Ticket<Deployment> ticket = accept(service.name(), key, "deploy", version -> {
            Release release = order.release(new ReleaseId(service.name(), version), service, image);
            return withImage(accepted(release, order.evidence(), order.requester()), image);
        });
        if (image.id() != null) {
            protectImages(service.name());
        }
        return ticket;
    }

    private static void requireSecrets(String service, ServiceConfig config) {
        List<String> missing = config.missingSecrets();
        if (!missing.isEmpty()) {
            throw DeploymentRefusedException.secretsMissing(service, missing);
        }
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
    public Ticket<Deployment> repeat(ReleaseId earlier, @Nullable String idempotencyKey, Requester requester) {
        Release old = require(earlier).release();
        Strategies.requireKnown(old.config());
        requireImage(old, "repeated");
        images.expectPull(old.image());
        RequestKey key = RequestKey.of(idempotencyKey, "repeat version " + earlier.version());
        return accept(earlier.service(), key, "deploy", version -> {
            ReleaseId id = new ReleaseId(earlier.service(), version);
            return accepted(old.as(id), "rollback: repeats version " + earlier.version(), requester);
        });
    }

    /**
     * What serves of a service, as another environment would run it, with what is that environment's own.
     *
     * @param source deployed name of the service where it was tested
     * @param target the same service where it is to run
     * @throws DeploymentRefusedException when it may not run there
     */
    public Release promotion(String source, ServiceDefinition target) {
        Release tested = repository.serving(source).stream()
                .filter(each -> each.state() == DeploymentState.DONE)
                .reduce((older, newer) -> newer)
                .map(Deployment::release)
                .orElseThrow(() -> DeploymentRefusedException.notServing(
                        "nothing of service " + source + " serves (expected: a version whose deployment is done)"));
        PromotionRules.check(tested, target);
        requireImage(tested, "promoted");
        ServiceConfig config = PromotedConfig.of(tested.config(), target.config());
        requireSecrets(target.name(), config);
        return new Release(
                tested.id(),
                target.description(),
                tested.image(),
                tested.imageId(),
                tested.freshlyPushed(),
                config,
                config.containerConfinement());
    }

    /** Deploys what serves of a service in one environment in another one. */
    public Ticket<Deployment> promote(
            String source, ServiceDefinition target, @Nullable String idempotencyKey, Requester requester) {
        RequestKey key = RequestKey.of(idempotencyKey, "promote from " + source);
        Optional<Deployment> earlier = admission.earlier(target.name(), key);
        if (earlier.isPresent()) {
            return jobs.follow(earlier.get());
        }
        Release tested = promotion(source, target);
        String evidence = "promotion: version " + tested.id().version() + " of " + source;
        return accept(
                target.name(),
                key,
                "deploy",
                version -> accepted(tested.as(new ReleaseId(target.name(), version)), evidence, requester));
    }

    /** What serves of all services, by service and version. */
    public List<Release> serving() {
        return repository.serving().stream().map(Deployment::release).toList();
    }

    /** What serves of a service, of several versions the newest. */
    public Optional<Release> serving(String service) {
        return repository.serving(service).stream()
                .reduce((older, newer) -> newer)
                .map(Deployment::release);
    }

    private void requireImage(Release old, String verb) {
        images.whyGone(old.image(), old.imageId()).ifPresent(why -> {
            throw DeploymentRefusedException.imageGone("version " + old.id().version() + " cannot be " + verb + ": "
                    + why + " (expected: an image that can be identified; deploy the one that you want)");
        });
    }

    /**
     * Deploys exactly what serves, or is about to, as a new version. Where that did not record which image its tag named, the tag is looked
     * up now, and the new version says so.
     *
     * @throws DeploymentRefusedException when nothing does, or it is stopped, or its image is gone
     */
    public Ticket<Deployment> restart(OperationService.Request request) {
        String service = request.service();
        RequestKey key = RequestKey.of(request.idempotencyKey(), "restart");
        Optional<Deployment> earlier = admission.earlier(service, key);
        if (earlier.isPresent()) {
            return jobs.follow(earlier.get());
        }
        Release seen = requireRunning(service);
        Optional<ResolvedImage> image = imageOfRestart(seen);
        return accept(service, key, "restart", version -> {
            Release old = requireRunning(service);
            Release release = old.as(new ReleaseId(service, version));
            String evidence =
                    request.evidence() + ": repeats version " + old.id().version();
            return image.filter(found -> old.image().equals(seen.image()) && !old.isPinned())
                    .map(found -> withImage(
                            accepted(release.withImage(found.name(), found.id()), evidence, request.requester()),
                            found))
                    .orElseGet(() -> accepted(release, evidence, request.requester()));
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
        ExpectedState outlook = operations.outlook(service);
        if (outlook.stopped()) {
            throw DeploymentRefusedException.notServing(
                    "service " + service + " is stopped (expected: one that runs; start it instead)");
        }
        return outlook.release();
    }

    /**
     * Promotes a canary, or aborts a deployment that does not serve alone yet. When this returns it is on disk, and will be followed
     * even over a restart.
     *
     * @throws DeploymentRefusedException when there is none, or it is too late
     */
    public Deployment intervene(ReleaseId id, Intervention wanted, Requester requester) {
        interventions.accept(require(id), wanted, requester);
        return require(id);
    }

    private Deployment accepted(Release release, String evidence, Requester requester) {
        return Deployment.accepted(
                release, Part.of(engine.artefacts(release.spec())), evidence, requester, clock.instant());
    }

    private Ticket<Deployment> accept(
            String service, @Nullable RequestKey key, String event, IntFunction<Deployment> deployment) {
        Optional<Deployment> earlier = admission.earlier(service, key);
        if (earlier.isPresent()) {
            return jobs.follow(earlier.get());
        }
        engine.hosts();
        return workers.accept(
                jobs,
                service,
                () -> admission.earlier(service, key),
                () -> admission.admit(service, key, event, deployment));
    }

    /**
     * Takes a service off the platform: its routes, instances and keys, and its entry in the directory. The future completes when
     * nothing is left; the work goes on even if the one who asked is gone, and over a restart.
     */
    public CompletableFuture<Void> remove(String service, Requester requester) {
        engine.hosts();
        return workers.remove(service, requester);
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

    /** @throws DeploymentRefusedException when there is none */
    public Deployment require(ReleaseId id) {
        return repository
                .find(id)
                .orElseThrow(() -> DeploymentRefusedException.unknown("version: value " + id.version()
                        + " (expected: a version of service " + id.service() + " that was deployed)"));
    }

    /** @throws DeploymentRefusedException when nothing was deployed under that name */
    public Deployment requireLatest(String service) {
        return repository
                .latest(service)
                .orElseThrow(() -> DeploymentRefusedException.unknown(
                        "service: value " + service + " (expected: a service that was deployed)"));
    }

    public List<Deployment> history(String service) {
        return repository.history(service);
    }

    /** Has the listener called whenever the revision changes, on any thread; it must not block. It replaces an earlier one. */
    public void onChange(Runnable listener) {
        repository.onChange(listener);
    }

    /** Changes with every deployment update; may change with others. */
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
}
