package io.paz.scheduler.promotion;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.ServiceConfig;
import java.util.List;

/**
 * The configuration of a version that is promoted. What says how a service runs comes from the version that was tested; what says where it
 * runs, for whom and with which data stays the target's own. Pure.
 */
public final class PromotedConfig {

    private PromotedConfig() {}

    /**
     * @param tested of the version that is promoted
     * @param own of the same service in the target environment
     */
    public static ServiceConfig of(ServiceConfig tested, ServiceConfig own) {
        return tested.toBuilder()
                .publicFacing(own.publicFacing())
                .numInstances(own.numInstances())
                .ports(ports(tested.ports(), own.ports()))
                .env(own.env())
                .volume(own.volume())
                .sharedVolumes(own.sharedVolumes())
                .domains(own.domains())
                .routes(own.routes())
                .httpsRedirect(own.httpsRedirect())
                .hstsSeconds(own.hstsSeconds())
                .proxy(own.proxy())
                .build();
    }

    /** Ports of the container come from the tested version, those of the host from the target. */
    private static List<PortMapping> ports(List<PortMapping> tested, List<PortMapping> own) {
        return tested.stream()
                .map(port -> own.stream()
                        .filter(other -> other.container() == port.container())
                        .map(other -> new PortMapping(port.container(), other.host()))
                        .findFirst()
                        .orElse(new PortMapping(port.container(), null)))
                .toList();
    }
}
