package io.paz.scheduler.image;

/** Port to image registries. */
public interface Registries {

    /**
     * Returns the digest, {@code sha256:...}, of what a tag names now. Blocks for 15 s at most.
     *
     * @throws ImageLookupException when the registry does not say; the message says why, and what to do
     */
    String digest(ImageName image) throws ImageLookupException;
}
