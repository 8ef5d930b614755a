package io.paz.scheduler.hook;

import io.paz.scheduler.hook.HookEvent.ImagePush;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Idempotency key of a delivery. Made of what the sender proved only: an id in a header that nobody signed could be another one at each
 * replay.
 */
public final class DeliveryKey {

    private static final Pattern KEY = Pattern.compile("hook:([0-9a-f]{32}):[0-9a-f]{64}");

    private DeliveryKey() {}

    public static String of(Hook hook, Delivery delivery, HookEvent event) {
        MessageDigest digest = sha256();
        Optional<String> id = id(hook.source(), delivery, event);
        id.ifPresent(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
        if (id.isEmpty()) {
            digest.update(delivery.body());
        }
        return "hook:" + hook.id() + ":" + HexFormat.of().formatHex(digest.digest());
    }

    /** The hook that a key is of; empty for a key that a client made up. */
    public static Optional<String> hookOf(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Empty where only the body tells deliveries apart. */
    private static Optional<String> id(HookSource source, Delivery delivery, HookEvent event) {
        if (event instanceof ImagePush push && push.identity() != null) {
            return Optional.of("push:" + push.identity());
        }
        return switch (source) {
            case PAZ -> delivery.header(DeliveryProof.STANDARD_ID).map(id -> "id:" + id);
            case GITLAB ->
                delivery.header(
                                DeliveryProof.isSignedByStandard(delivery)
                                        ? DeliveryProof.STANDARD_ID
                                        : "idempotency-key")
                        .map(id -> "id:" + id);
            case DOCKERHUB, GITHUB, GITEA, HARBOR -> Optional.empty();
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
