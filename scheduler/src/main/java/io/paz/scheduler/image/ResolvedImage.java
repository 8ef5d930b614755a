package io.paz.scheduler.image;

import org.jspecify.annotations.Nullable;

/**
 * Result of resolving an image name.
 *
 * @param name as a version keeps it: with its digest, where one is known
 * @param id of the host's image that it means; null where a registry's digest says what it means, or nothing does
 * @param step of the deployment that reports it
 * @param evidence how it was found out, or why it was not
 * @param failure why it cannot be deployed; null when it can
 */
public record ResolvedImage(
        String name,
        @Nullable String id,
        String step,
        String evidence,
        @Nullable String failure) {

    private static final String PINNED = "pinned";

    /** The same, with what is to be known of it first. */
    public ResolvedImage after(String why) {
        return new ResolvedImage(name, id, step, why + "; " + evidence, failure);
    }

    static ResolvedImage asGiven(String name) {
        return new ResolvedImage(name, null, PINNED, "asked for by digest", null);
    }

    static ResolvedImage atRegistry(String name, String digest) {
        return new ResolvedImage(
                name + "@" + digest, null, PINNED, name + " is " + digest + " in its registry now", null);
    }

    static ResolvedImage onHost(String name, String id, String why) {
        return new ResolvedImage(name, id, PINNED, name + " is image " + id + " on its host; " + why, null);
    }

    static ResolvedImage unknown(String name, String why) {
        return new ResolvedImage(name, null, "not-pinned", why, null);
    }

    static ResolvedImage failed(String name, String why) {
        return new ResolvedImage(name, null, "image-not-found", why, why);
    }
}
