package io.paz.host.image;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the host's images are. Every method blocks, and fails when the engine does not answer. */
public interface ImageStore {

    /** @param reference a name, with or without tag, or an id */
    Optional<HostImage> find(String reference) throws IOException;

    /** Protects these images of a service, and no others of it, from being pruned while they have no tag. */
    void protect(String service, List<String> ids) throws IOException;
}
