package io.paz.scheduler.service;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.hook.Delivery;
import io.paz.scheduler.hook.DeliveryKey;
import io.paz.scheduler.hook.DeliveryProof;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.HookDecision;
import io.paz.scheduler.hook.HookDecision.Deploy;
import io.paz.scheduler.hook.HookDecision.Ignore;
import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookRepository;
import io.paz.scheduler.hook.HookSecret;
import io.paz.scheduler.hook.HookSource;
import io.paz.scheduler.hook.ImageTag;
import io.paz.scheduler.hook.Shown;
import io.paz.scheduler.hook.TagRules;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Creates hooks and receives their deliveries. Every method may block on the disk, the directory and the engine. */
public final class HookService {

    private static final int MAX_HOOKS = 20;

    /** Verifies deliveries to hooks that there are not, so that they take as long as those with a wrong secret. */
    private static final HookSecret NOBODYS_SECRET = HookSecret.random();

    private final HookRepository hooks;
    private final DeploymentService deployments;
    private final ServiceDirectory directory;
    private final Clock clock;
    private final Object creation = new Object();

    public HookService(HookRepository hooks, DeploymentService deployments, ServiceDirectory directory, Clock clock) {
        this.hooks = hooks;
        this.deployments = deployments;
        this.directory = directory;
        this.clock = clock;
    }

    /** What became of a delivery. */
    public sealed interface Result {

        /** It deploys nothing. */
        record Ignored(String why) implements Result {}

        /** It deploys a version. */
        record Deploying(Ticket<Deployment> ticket) implements Result {}
    }

    /** @throws DeploymentRefusedException when there is no such service, or it has too many hooks */
    public Hook create(String service, HookSource source, TagRules tags, ImageTag imageTag) {
        Entry entry = requireEntry(service);
        synchronized (creation) {
            hooks.ofService(service).stream()
                    .filter(hook -> !hook.entry().equals(entry))
                    .forEach(hook -> hooks.delete(hook.id()));
            if (hooks.ofService(service).size() >= MAX_HOOKS) {
                throw DeploymentRefusedException.invalid(
                        "serviceName", service, "a service with fewer than " + MAX_HOOKS + " hooks; delete one first");
            }
            Hook hook = Hook.create(entry, source, tags, imageTag, clock.instant());
            hooks.add(hook);
            return hook;
        }
    }

    private Entry requireEntry(String service) {
        return directory
                .find(service)
                .orElseThrow(() -> DeploymentRefusedException.unknown(
                        "serviceName: value " + Shown.of(service) + " (expected: a service of the service directory)"));
    }

    /** Oldest first; none of a service that there is not. */
    public List<Hook> ofService(String service) {
        return directory
                .find(service)
                .map(entry -> hooks.ofService(service).stream()
                        .filter(hook -> hook.entry().equals(entry))
                        .toList())
                .orElse(List.of());
    }

    /** @throws DeploymentRefusedException when there is none */
    public Hook require(String id) {
        return find(id).orElseThrow(() -> noSuchId(id));
    }

    /** @throws DeploymentRefusedException when there is none */
    public void delete(String id) {
        if (!Hook.isId(id) || !hooks.delete(id)) {
            throw noSuchId(id);
        }
    }

    private static DeploymentRefusedException noSuchId(String id) {
        return DeploymentRefusedException.unknown(
                "id: value " + Shown.of(id) + " (expected: one of GET /hooks?service=NAME)");
    }

    private Optional<Hook> find(String id) {
        return Hook.isId(id) ? hooks.find(id) : Optional.empty();
    }

    /**
     * The hook that a delivery is for, once the delivery proved that it comes from who knows the secret.
     *
     * @throws DeploymentRefusedException when there is no such hook or the proof is wrong; the same in both cases
     */
    public Hook authenticate(String id, Delivery delivery) {
        Optional<Hook> hook = find(id);
        Instant now = clock.instant();
        boolean right = DeliveryProof.isRight(
                hook.map(Hook::source).orElse(HookSource.GITHUB),
                hook.map(Hook::secret).orElse(NOBODYS_SECRET),
                delivery,
                now);
        return hook.filter(found -> right).orElseThrow(HookService::unknown);
    }

    /** What a delivery is answered with that nothing is known about. */
    public static DeploymentRefusedException unknown() {
        return DeploymentRefusedException.unknown(
                "no such hook, or a wrong secret or signature (expected: the address and the secret that POST /hooks answered)");
    }

    /**
     * Does what an authentic delivery asks for.
     *
     * @throws DeploymentRefusedException when the service is not the one that the hook was created for, or cannot be deployed now
     */
    public Result receive(Hook hook, ServiceDefinition service, Delivery delivery, HookEvent event) {
        if (directory.find(hook.service()).filter(hook.entry()::equals).isEmpty()) {
            throw unknown();
        }
        HookDecision decision = HookDecision.of(hook, event, service.repository());
        if (decision instanceof Ignore ignore) {
            return ignored(hook, ignore.why());
        }
        String key = DeliveryKey.of(hook, delivery, event);
        Optional<Integer> before = hooks.delivered(hook.service(), key);
        return before.isPresent()
                ? ignored(hook, "delivered before: it deployed version " + before.get())
                : deploy(hook, service, (Deploy) decision, key);
    }

    private Result ignored(Hook hook, String why) {
        hooks.used(hook.id(), clock.instant(), "ignored: " + why);
        return new Result.Ignored(why);
    }

    private Result deploy(Hook hook, ServiceDefinition service, Deploy decision, String key) {
        DeploymentRequest request = new DeploymentRequest(
                decision.image(), true, key, decision.evidence(), new Requester("hook", hook.name()));
        try {
            Ticket<Deployment> ticket = deployments.deploy(service, request);
            int version = ticket.accepted().id().version();
            hooks.used(hook.id(), clock.instant(), "deploys version " + version);
            return new Result.Deploying(ticket);
        } catch (RuntimeException e) {
            noteFailure(hook, e);
            throw e;
        }
    }

    /** The reason of the failure is worth more than that of a disk which does not take it. */
    private void noteFailure(Hook hook, RuntimeException failure) {
        try {
            hooks.used(hook.id(), clock.instant(), "failed: " + Shown.of(String.valueOf(failure.getMessage())));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
