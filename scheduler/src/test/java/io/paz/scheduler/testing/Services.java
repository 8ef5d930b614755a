package io.paz.scheduler.testing;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.HostImages;
import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.image.ImageLookupException;
import io.paz.scheduler.image.ImageResolver;
import io.paz.scheduler.image.PinPolicy;
import io.paz.scheduler.image.Registries;
import io.paz.scheduler.release.Canary;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ServiceConfig;
import java.util.List;
import java.util.Map;

/** Services for tests. */
public final class Services {

    private Services() {}

    /** Names of images, for a scheduler whose registries know none. */
    public static ImageResolver images(HostImages hosts) {
        Registries none = image -> {
            throw new ImageLookupException("a test has no registry");
        };
        return new ImageResolver(none, hosts, PinPolicy.NAMED);
    }

    public static ServiceConfig config(int instances, PortMapping... ports) {
        return config(null, null, instances, ports);
    }

    public static ServiceConfig config(String strategy, Integer batchSize, int instances, PortMapping... ports) {
        return ServiceConfig.builder()
                .numInstances(instances)
                .ports(List.of(ports))
                .env(Map.of("A", "1"))
                .stopTimeoutSeconds(0)
                .strategy(strategy)
                .batchSize(batchSize)
                .build();
    }

    public static ServiceDefinition web(int instances) {
        return new ServiceDefinition("web", "The web", "team/web", config(instances, new PortMapping(80, null)));
    }

    /** Two instances, with so many seconds to become healthy. */
    public static ServiceDefinition webWithStartPeriod(int seconds) {
        HealthCheck check = new HealthCheck(null, null, null, null, null, seconds, null, null, null);
        ServiceConfig config = config(2, new PortMapping(80, null)).toBuilder()
                .healthCheck(check)
                .build();
        return new ServiceDefinition("web", "The web", "team/web", config);
    }

    public static ServiceDefinition withVolume(int instances) {
        ServiceConfig config = config(instances, new PortMapping(80, null)).toBuilder()
                .volume(Map.of("data", "/data"))
                .build();
        return new ServiceDefinition("web", "The web", "team/web", config);
    }

    public static ServiceDefinition web(String strategy, int instances) {
        return new ServiceDefinition(
                "web", "The web", "team/web", config(strategy, null, instances, new PortMapping(80, null)));
    }

    /** Shares of 10 and 50 %, of ten seconds each. */
    public static ServiceDefinition canary(int instances, int minRequests) {
        return canary(instances, List.of(10, 50), 10, minRequests);
    }

    public static ServiceDefinition canary(int instances, List<Integer> shares, int stepSeconds, int minRequests) {
        Canary canary = new Canary(shares, stepSeconds, minRequests, 0.02, 2.0);
        ServiceConfig config = config("canary", null, instances, new PortMapping(80, null)).toBuilder()
                .canary(canary)
                .build();
        return new ServiceDefinition("web", "The web", "team/web", config);
    }

    public static ServiceDefinition worker() {
        return new ServiceDefinition("worker", null, "team/worker", config(1));
    }

    public static Release release(String service, int version) {
        return new Release(
                new ReleaseId(service, version), null, "team/web", false, config(1, new PortMapping(80, null)));
    }

    public static ReleaseId id(String service, int version) {
        return new ReleaseId(service, version);
    }
}
