package io.paz.scheduler.deployment;

import org.jspecify.annotations.Nullable;

/** The registries that images come from. */
public interface Registries {

    /**
     * Finds out which content a tag names now. Blocks for about 2 s at most, and not at all where a registry did not answer lately; never
     * throws: an image that cannot be pinned is deployed by its tag.
     *
     * @param image a reference, with or without tag
     * @param freshlyPushed whether its registry is known to have it
     */
    Pin pin(String image, boolean freshlyPushed);

    /**
     * @param digest {@code sha256:...}; null when it is not known
     * @param evidence where it was read, or why it is not known
     */
    record Pin(@Nullable String digest, String evidence) {

        /** The image, so that it means this content for ever; the tag stays in it, for people. */
        public String applyTo(String image) {
            return digest == null ? image : image + "@" + digest;
        }

        String step() {
            return digest == null ? "not-pinned" : "pinned";
        }
    }
}
