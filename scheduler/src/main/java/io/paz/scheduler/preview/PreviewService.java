package io.paz.scheduler.preview;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.Artefact;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.scheduler.admission.Admission;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.image.ImageResolver;
import io.paz.scheduler.image.ResolvedImage;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.plan.Strategy;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.preview.Preview.Change;
import io.paz.scheduler.preview.Preview.Part;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.routing.Logins;
import io.paz.scheduler.routing.RouteKeys;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.routing.RoutesUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes what a deployment would do, with the same pure functions that deployments use. Changes nothing; blocks on the disk, on the engine and on a registry for seconds. */
public final class PreviewService {

    private final DeploymentRepository repository;
    private final ClusterEngine engine;
    private final Routes routes;
    private final ProxyFiles proxyFiles;
    private final ImageResolver images;
    private final Admission admission;
    private final UnaryOperator<Map<String, String>> shownVariables;

    /** @param shownVariables fingerprints in place of secret variables */
    public PreviewService(
            DeploymentRepository repository,
            ClusterEngine engine,
            Routes routes,
            ProxyFiles proxyFiles,
            ImageResolver images,
            Admission admission,
            UnaryOperator<Map<String, String>> shownVariables) {
        this.repository = repository;
        this.engine = engine;
        this.routes = routes;
        this.proxyFiles = proxyFiles;
        this.images = images;
        this.admission = admission;
        this.shownVariables = shownVariables;
    }

    /**
     * @throws DeploymentRefusedException when the order is not acceptable
     * @throws io.paz.engine.spec.UnrenderableSpecException when a value cannot reach its container
     * @throws io.paz.engine.EngineUnavailableException when it is not known which versions the engine still holds
     */
    public Preview of(ServiceDefinition service, DeploymentRequest order) {
        Strategies.requireKnown(service.config());
        ResolvedImage image = images.resolve(order.wanted(service));
        if (image.failure() != null) {
            throw DeploymentRefusedException.imageGone(image.failure());
        }
        int version = admission.nextVersion(service.name());
        ReleaseId id = new ReleaseId(service.name(), version);
        return preview(shown(order.release(id, service, image)), repository.serving(service.name()));
    }

    private Preview preview(Release next, List<Deployment> serving) {
        Takeover takeover = Deployment.takeover(next, serving);
        Strategies.Choice choice = Strategies.choose(takeover);
        Deployment old = serving.isEmpty() ? null : serving.get(serving.size() - 1);
        SortedMap<String, String> before = old == null ? new TreeMap<>() : keys(shown(old.release()), old.running());
        SortedMap<String, String> after = keys(next, next.config().numInstances());
        return new Preview(
                next.id().version(),
                old == null ? null : old.id().version(),
                next.image(),
                choice.name(),
                choice.reason(),
                tasks(takeover, Strategies.named(choice.name(), next)),
                parts(next, old == null ? null : shown(old.release())),
                Preview.differences(before, after),
                new ProxyPreview(proxyFiles, keysOfOthers(next.id().service())).files(before, after),
                Preview.differences(
                        old == null ? new TreeMap<>() : environment(shown(old.release())), environment(next)));
    }

    private Release shown(Release release) {
        ServiceConfig config = release.config();
        return release.withConfig(config.toBuilder()
                .env(shownVariables.apply(config.env()))
                .proxy(config.proxy() == null ? null : Logins.shown(config.proxy()))
                .build());
    }

    private static List<String> tasks(Takeover takeover, Strategy strategy) {
        return Stream.concat(strategy.rollout(takeover).stream(), strategy.cleanup(takeover).stream())
                .map(Task::inWords)
                .toList();
    }

    /** What takes whose place is known by what the new content would be called in the old version. */
    private List<Part> parts(Release next, @Nullable Release old) {
        List<Artefact> after = engine.artefacts(next.spec());
        Map<String, String> before = old == null ? new LinkedHashMap<>() : byName(engine.artefacts(old.spec()));
        List<Artefact> counterparts =
                old == null ? after : engine.artefacts(next.as(old.id()).spec());
        List<Part> parts = new ArrayList<>();
        for (int part = 0; part < after.size(); part++) {
            Artefact counterpart = counterparts.get(part);
            parts.add(part(after.get(part), counterpart, before.remove(counterpart.name())));
        }
        before.forEach((name, text) -> parts.add(new Part(name, null, Change.REMOVED, text, "")));
        return parts;
    }

    private static Part part(Artefact after, Artefact counterpart, @Nullable String before) {
        if (before == null) {
            return new Part(after.name(), null, Change.ADDED, "", after.text());
        }
        Change change = before.equals(counterpart.text()) ? Change.UNCHANGED : Change.REPLACED;
        return new Part(after.name(), counterpart.name(), change, before, after.text());
    }

    private static Map<String, String> byName(List<Artefact> texts) {
        Map<String, String> byName = new LinkedHashMap<>();
        texts.forEach(text -> byName.put(text.name(), text.text()));
        return byName;
    }

    private static SortedMap<String, String> keys(Release release, int running) {
        SortedMap<String, String> keys = new TreeMap<>(RouteKeys.ofVersion(release));
        keys.putAll(RouteKeys.ofService(release));
        if (release.isRouted()) {
            release.id()
                    .ids(numbers(running))
                    .forEach(id -> keys.put(AnnouncementKeys.of(id), ProxyPreview.address(release)));
        }
        return keys;
    }

    /** While etcd does not answer, only the names that the service has for itself are shown. */
    private SortedMap<String, String> keysOfOthers(String service) {
        try {
            return routes.keysOfOthers(service);
        } catch (RoutesUnavailableException e) {
            return new TreeMap<>();
        }
    }

    private static SortedMap<String, String> environment(Release release) {
        return new TreeMap<>(release.config().env());
    }

    private static List<Integer> numbers(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
