package io.paz.scheduler.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes deliveries as the systems send them, signed without any code of Paz. */
public final class Deliveries {

    private Deliveries() {}

    /** Headers by which a system proves the body, and names the event. */
    public static Map<String, String> headers(String source, String event, String secret, String body, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        switch (source) {
            case "github" -> {
                headers.put("X-GitHub-Event", event);
                headers.put("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
                headers.put("X-Hub-Signature-256", "sha256=" + hex(hmac(text(secret), text(body))));
            }
            case "gitea" -> {
                headers.put("X-Gitea-Event", event);
                headers.put("X-Gitea-Delivery", "f6266f16-1bf3-46a5-9ea4-602e06ead473");
                headers.put("X-Gitea-Signature", hex(hmac(text(secret), text(body))));
            }
            case "gitlab" -> {
                headers.put("X-Gitlab-Event", event);
                headers.put("X-Gitlab-Token", secret);
            }
            case "harbor" -> headers.put("Authorization", secret);
            case "paz" -> headers.putAll(standard("msg_1", secret, body, now));
            default -> throw new IllegalArgumentException(source);
        }
        return headers;
    }

    /** Headers of Standard Webhooks. */
    public static Map<String, String> standard(String id, String secret, String body, Instant now) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String signed = id + "." + now.getEpochSecond() + "." + body;
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(now.getEpochSecond()),
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(hmac(key, text(signed))));
    }

    static Delivery delivery(Map<String, String> headers, String body) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        headers.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new Delivery(byName, text(body), null);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
