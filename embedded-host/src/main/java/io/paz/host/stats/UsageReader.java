package io.paz.host.stats;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Reads what the machine and its containers use now. It must be cheap: it is asked each second. */
public interface UsageReader {
    Reading machine() throws IOException;

    /** The ids of the containers that run. */
    Set<String> containers() throws IOException;

    /** Empty when the container ended in the meantime. */
    Optional<ContainerUsage> container(String id) throws IOException;

    /** @param memoryLimit bytes; empty for none */
    record ContainerUsage(Reading reading, Optional<Long> memoryLimit) {}
}
