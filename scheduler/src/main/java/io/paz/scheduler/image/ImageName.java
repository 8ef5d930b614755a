package io.paz.scheduler.image;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an image is kept, by Docker's rules.
 *
 * @param registry host and port as the image names it; {@code docker.io} where it names none
 * @param named whether the image names it
 * @param repository path in the registry
 * @param tag {@code latest} where it has none
 * @param digest empty where it has none
 */
public record ImageName(String registry, boolean named, String repository, String tag, String digest) {

    public static final String DOCKER_HUB = "docker.io";

    private static final Pattern PARTS = Pattern.compile("([^@]+?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]*))?(?:@(.+))?");
    private static final Pattern DOCKER_HUBS_HOSTS = Pattern.compile("(?:index\\.|registry-1\\.)?docker\\.io");

    /** @param image a reference that was checked */
    public static ImageName of(String image) {
        Matcher parts = PARTS.matcher(image);
        if (!parts.matches()) {
            throw new IllegalArgumentException("image: " + image + " (expected: a reference)");
        }
        String path = parts.group(1);
        String tag = parts.group(2) == null ? "latest" : parts.group(2);
        String digest = parts.group(3) == null ? "" : parts.group(3);
        int slash = path.indexOf('/');
        String first = slash < 0 ? "" : path.substring(0, slash);
        boolean named = isHost(first);
        if (named && !DOCKER_HUBS_HOSTS.matcher(first).matches()) {
            return new ImageName(first, true, path.substring(slash + 1), tag, digest);
        }
        String repository = named ? path.substring(slash + 1) : path;
        return new ImageName(
                DOCKER_HUB, named, repository.contains("/") ? repository : "library/" + repository, tag, digest);
    }

    /** Whether a name's first part is a host; no repository has capitals. */
    private static boolean isHost(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }
}
