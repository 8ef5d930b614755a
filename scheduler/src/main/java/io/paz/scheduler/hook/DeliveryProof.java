package io.paz.scheduler.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies that a delivery comes from somebody who knows the secret. Every comparison takes constant time. */
public final class DeliveryProof {

    /** How far the time of a signature may be from now, before and after. */
    public static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    static final String STANDARD_ID = "webhook-id";
    private static final String STANDARD_TIME = "webhook-timestamp";
    private static final String STANDARD_SIGNATURE = "webhook-signature";
    private static final int MAX_SIGNATURES = 10;

    private static final String ALGORITHM = "HmacSHA256";
    /** A dot would let the end of the id be read as a time. */
    private static final Pattern ID = Pattern.compile("[!-~&&[^.]]{1,200}+");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}+");
    private static final List<String> GITEA_SIGNATURES = List.of("x-forgejo-signature", "x-gitea-signature");
    private static final String HUB_SIGNATURE = "x-hub-signature-256";
    private static final String HUB_PREFIX = "sha256=";

    private DeliveryProof() {}

    public static boolean isRight(HookSource source, HookSecret secret, Delivery delivery, Instant now) {
        if (source.isProvenByAddress() != (delivery.secret() != null)) {
            return false;
        }
        return switch (source) {
            case DOCKERHUB -> isSecret(source, secret, Optional.ofNullable(delivery.secret()));
            case GITHUB -> isHubSigned(source, secret, delivery);
            case GITEA -> isGiteaSigned(source, secret, delivery);
            case GITLAB ->
                isSignedByStandard(delivery)
                        ? isStandardSigned(secret, delivery, now)
                        : isSecret(source, secret, delivery.header("x-gitlab-token"));
            case HARBOR ->
                isSecret(source, secret, delivery.header("authorization").map(DeliveryProof::withoutScheme));
            case PAZ -> isStandardSigned(secret, delivery, now);
        };
    }

    /** Whether the delivery has a signature as Standard Webhooks describe it, right or wrong. */
    static boolean isSignedByStandard(Delivery delivery) {
        return delivery.has(STANDARD_SIGNATURE);
    }

    private static boolean isSecret(HookSource source, HookSecret secret, Optional<String> given) {
        return isEqual(secret.text(source), given.orElse(""));
    }

    private static String withoutScheme(String authorization) {
        return authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())
                ? authorization.substring("Bearer ".length()).strip()
                : authorization;
    }

    private static boolean isHubSigned(HookSource source, HookSecret secret, Delivery delivery) {
        String expected = HUB_PREFIX + hex(hmac(secret.textKey(source), delivery.body()));
        return isEqual(expected, delivery.header(HUB_SIGNATURE).orElse(""));
    }

    /** The first of its headers that is there is the one that counts. */
    private static boolean isGiteaSigned(HookSource source, HookSecret secret, Delivery delivery) {
        Optional<String> own = GITEA_SIGNATURES.stream().filter(delivery::has).findFirst();
        return own.map(name -> isEqual(
                        hex(hmac(secret.textKey(source), delivery.body())),
                        delivery.header(name).orElse("")))
                .orElseGet(() -> isHubSigned(source, secret, delivery));
    }

    private static boolean isStandardSigned(HookSecret secret, Delivery delivery, Instant now) {
        String id = delivery.header(STANDARD_ID).orElse("");
        String time = delivery.header(STANDARD_TIME).orElse("");
        String expected =
                "v1," + Base64.getEncoder().encodeToString(hmac(secret.rawKey(), signed(id, time), delivery.body()));
        boolean matches = false;
        for (String signature : signatures(delivery)) {
            matches |= isEqual(expected, signature);
        }
        return matches && ID.matcher(id).matches() && isNear(time, now);
    }

    private static byte[] signed(String id, String time) {
        return (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
    }

    /** Several during a change of secrets. */
    private static List<String> signatures(Delivery delivery) {
        String[] all = delivery.header(STANDARD_SIGNATURE).orElse("").split(" ", MAX_SIGNATURES + 1);
        return Arrays.asList(all).subList(0, Math.min(all.length, MAX_SIGNATURES));
    }

    private static boolean isNear(String seconds, Instant now) {
        return SECONDS.matcher(seconds).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                                .abs()
                                .compareTo(MAX_CLOCK_DIFFERENCE)
                        <= 0;
    }

    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
