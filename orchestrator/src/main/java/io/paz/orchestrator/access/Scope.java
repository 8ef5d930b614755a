package io.paz.orchestrator.access;

import io.paz.engine.DeployedName;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a token is good for: {@code read}, {@code admin} or {@code deploy:SERVICE}. */
public record Scope(String text) {

    /** Names of services, as the directory accepts them. */
    private static final Pattern SHAPE = Pattern.compile("read|admin|deploy:" + DeployedName.PATTERN);

    private static final String DEPLOY = "deploy:";

    public static final Scope READ = new Scope("read");
    public static final Scope ADMIN = new Scope("admin");

    public Scope {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "scope: value %s (expected: read, admin or deploy:SERVICE)".formatted(text));
        }
    }

    public static boolean isValid(String text) {
        return text.length() <= 100 && SHAPE.matcher(text).matches();
    }

    /** The service that may be deployed; empty for the other scopes. */
    Optional<String> service() {
        return text.startsWith(DEPLOY) ? Optional.of(text.substring(DEPLOY.length())) : Optional.empty();
    }
}
