package io.paz.scheduler.hook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** System that calls a hook. */
public enum HookSource {
    DOCKERHUB,
    GITHUB,
    GITLAB,
    /** Forgejo too. */
    GITEA,
    HARBOR,
    /** Whoever signs as Standard Webhooks describe it. */
    PAZ;

    /** Its name in the API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HookSource> of(String text) {
        return Arrays.stream(values())
                .filter(source -> source.text().equals(text))
                .findFirst();
    }

    /** All names, for messages. */
    public static String all() {
        return Arrays.stream(values()).map(HookSource::text).collect(Collectors.joining(", "));
    }

    /** Whether its deliveries prove themselves by the secret in their address, since the system signs nothing. */
    public boolean isProvenByAddress() {
        return this == DOCKERHUB;
    }
}
