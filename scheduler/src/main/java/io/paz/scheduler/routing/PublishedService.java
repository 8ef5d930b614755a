package io.paz.scheduler.routing;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.Release;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes and settings that must be published for one service. Immutable.
 *
 * @param settings release whose visibility and domains hold; null while none is to be published
 * @param versions releases whose health checks must be published, by id
 * @param weights those that differ from the default
 */
public record PublishedService(
        String service, @Nullable Release settings, Map<ReleaseId, Release> versions, Map<ReleaseId, Integer> weights) {

    public PublishedService {
        versions = Map.copyOf(versions);
        weights = Map.copyOf(weights);
    }

    public static PublishedService nothing(String service) {
        return new PublishedService(service, null, Map.of(), Map.of());
    }

    public PublishedService withVersion(Release release) {
        Map<ReleaseId, Release> more = new LinkedHashMap<>(versions);
        more.put(release.id(), release);
        return new PublishedService(service, settings, more, weights);
    }

    public PublishedService withSettings(Release release) {
        return new PublishedService(service, release, versions, weights);
    }

    public PublishedService withWeights(Map<ReleaseId, Integer> next) {
        Map<ReleaseId, Integer> all = new LinkedHashMap<>(weights);
        all.putAll(next);
        return new PublishedService(service, settings, versions, all);
    }

    public PublishedService without(ReleaseId release) {
        Map<ReleaseId, Release> rest = new LinkedHashMap<>(versions);
        rest.remove(release);
        Map<ReleaseId, Integer> restOfWeights = new LinkedHashMap<>(weights);
        restOfWeights.remove(release);
        return new PublishedService(service, settings, rest, restOfWeights);
    }
}
