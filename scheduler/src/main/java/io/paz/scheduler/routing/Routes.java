package io.paz.scheduler.routing;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.traffic.TrafficWeights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Port to the routing configuration of the load balancers. Blocks for a few seconds at most; every method may be repeated, and
 * throws {@link RoutesUnavailableException} when it must be.
 */
public interface Routes {

    /** What the host names of a service depend on beside its own keys: settings of the other services, and the operator's domain. */
    SortedMap<String, String> keysOfOthers(String service);

    /** Health check of a version. */
    void publishVersion(Release release);

    /** Weights of each instance of the versions, 0 to 256, all at once. A version without has {@link TrafficWeights#DEFAULT_WEIGHT}. */
    void publishWeights(Map<ReleaseId, Integer> weights);

    /**
     * All settings of the service that routing needs; what it no longer has is taken away.
     *
     * @throws RouteTakenException when another service is published with a host or path of it; then nothing is changed
     */
    void publishService(Release release);

    /** Takes away announcements that were left behind. */
    void removeAnnouncements(ReleaseId release, List<Integer> instances);

    /** Takes away all that concerns a version, announcements that were left behind included. */
    void removeVersion(ReleaseId release);

    /** Takes away all that concerns a service. */
    void removeService(String service);

    /** Versions that have any key, announcements included. */
    Set<ReleaseId> versions();

    /** Addresses that may be announced. */
    Set<String> hosts();

    void allowHost(String address);

    void disallowHost(String address);
}
