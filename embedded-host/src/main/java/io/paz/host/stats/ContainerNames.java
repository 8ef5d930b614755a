package io.paz.host.stats;

import java.io.IOException;
import java.util.List;

/** Tells what the containers of the machine are called. */
public interface ContainerNames {
    /**
     * All that there are. Blocks, for a few seconds at most.
     *
     * @throws IOException when the engine does not answer
     */
    List<ContainerIdentity> all() throws IOException;
}
