package io.paz.engine.view;

import io.paz.engine.Host;
import io.paz.engine.HostUsage;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Source of what hosts and their containers use. A host that does not answer is an error with a message for people. */
public interface HostUsageSource {

    /** All samples that the host keeps of that time and later. */
    Mono<HostUsage> since(Host host, Instant time);

    /** The newest sample of the host and of each container. */
    Mono<HostUsage> newest(Host host);
}
