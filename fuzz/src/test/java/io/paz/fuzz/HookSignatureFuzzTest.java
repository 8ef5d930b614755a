package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.scheduler.hook.Delivery;
import io.paz.scheduler.hook.DeliveryProof;
import io.paz.scheduler.hook.HookSecret;
import io.paz.scheduler.hook.HookSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A wrong proof is never right, and a signature is good for the delivery alone that was signed. */
class HookSignatureFuzzTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_674_087_231);
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final HookSecret SECRET = HookSecret.of(KEY);
    /** All ways to part it are tried. */
    private static final int MAX_SIGNED_LENGTH = 40;

    private static final List<String> NAMES = List.of(
            "x-hub-signature-256",
            "x-gitea-signature",
            "x-forgejo-signature",
            "x-gitlab-token",
            "authorization",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    /** Body, secret of the address and values of headers; or what is signed. */
    @DictionaryFile(resourcePath = "/io/paz/fuzz/signature.dict")
    @FuzzTest
    void no_delivery_is_right_that_the_secret_did_not_sign(byte[] input) {
        List<String> units = Input.units(Input.records(input), 0);
        if (units.isEmpty()) {
            return;
        }
        assertUnsignedIsWrong(units);
        assertNoOtherDeliveryIsRight(
                units.get(0).substring(0, Math.min(units.get(0).length(), MAX_SIGNED_LENGTH)));
    }

    private static void assertUnsignedIsWrong(List<String> units) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 1; i < Math.min(units.size(), NAMES.size() + 1); i++) {
            if (!units.get(i).isEmpty()) {
                headers.put(NAMES.get(i - 1), List.of(units.get(i)));
            }
        }
        byte[] body = bytes(units.get(0));
        for (HookSource source : HookSource.values()) {
            assertThat(isRight(source, headers, body, null)).isFalse();
            assertThat(isRight(source, headers, body, units.get(units.size() - 1)))
                    .isFalse();
        }
    }

    /** The text that is signed is parted by dots: parted elsewhere, it is another delivery with the same signature. */
    private static void assertNoOtherDeliveryIsRight(String body) {
        String id = "msg_1";
        String time = String.valueOf(NOW.getEpochSecond());
        String signed = id + "." + time + "." + body;
        String signature = "v1," + Base64.getEncoder().encodeToString(hmac(bytes(signed)));
        for (int first = signed.indexOf('.'); first >= 0; first = signed.indexOf('.', first + 1)) {
            for (int second = signed.indexOf('.', first + 1); second >= 0; second = signed.indexOf('.', second + 1)) {
                String otherId = signed.substring(0, first);
                String otherTime = signed.substring(first + 1, second);
                byte[] otherBody = bytes(signed.substring(second + 1));
                assertThat(isRight(HookSource.PAZ, standard(otherId, otherTime, signature), otherBody, null))
                        .isEqualTo(otherId.equals(id) && otherTime.equals(time));
            }
        }
    }

    private static Map<String, List<String>> standard(String id, String time, String signature) {
        return Map.of(
                "webhook-id", List.of(id),
                "webhook-timestamp", List.of(time),
                "webhook-signature", List.of(signature));
    }

    private static boolean isRight(
            HookSource source, Map<String, List<String>> headers, byte[] body, @Nullable String secret) {
        return DeliveryProof.isRight(source, SECRET, new Delivery(headers, body, secret), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
