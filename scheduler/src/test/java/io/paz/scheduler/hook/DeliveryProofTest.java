package io.paz.scheduler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryProofTest {

    private static final HookSecret SECRET = HookSecret.decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final String BODY = "{\"zen\":\"Keep it logically awesome.\"}";
    private static final Instant NOW = Instant.ofEpochSecond(1_674_087_231);

    /** Of {@link #BODY}, made with OpenSSL's rules in another language. */
    private static final String HUB = "d6c9b414efc7632256de694379f500816d161200ab3b60fe24020238a2e909a9";

    private static final String STANDARD = "v1,fsLJNYX3jaMQl7ey2yrJ50G79bn+Nkw/fAJ3N6s8gUk=";
    private static final String STANDARD_ID = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";

    @ParameterizedTest
    @CsvSource({
        "GITHUB, x-hub-signature-256, sha256=, true",
        "GITHUB, x-hub-signature-256, '', false",
        "GITHUB, x-hub-signature-256, sha1=, false",
        "GITHUB, x-gitea-signature, '', false",
        "GITEA, x-gitea-signature, '', true",
        "GITEA, x-forgejo-signature, '', true",
        "GITEA, x-hub-signature-256, sha256=, true",
        "GITEA, x-gitea-signature, sha256=, false",
        "HARBOR, x-hub-signature-256, sha256=, false",
        "PAZ, x-hub-signature-256, sha256=, false",
        "GITLAB, x-hub-signature-256, sha256=, false",
        "DOCKERHUB, x-hub-signature-256, sha256=, false"
    })
    void a_signature_over_the_body_counts_in_the_header_of_its_system(
            HookSource source, String header, String prefix, boolean right) {
        assertThat(isRight(source, Map.of(header, prefix + HUB), BODY)).isEqualTo(right);
    }

    @Test
    void a_signature_is_of_every_byte_of_the_body_and_of_the_key() {
        Map<String, String> headers = Map.of("x-hub-signature-256", "sha256=" + HUB);
        assertThat(isRight(HookSource.GITHUB, headers, BODY)).isTrue();
        assertThat(isRight(HookSource.GITHUB, headers, BODY + " ")).isFalse();
        assertThat(isRight(HookSource.GITHUB, headers, BODY.replace("Keep", "keep")))
                .isFalse();
        assertThat(isRight(HookSource.GITHUB, headers, "")).isFalse();
        assertThat(DeliveryProof.isRight(
                        HookSource.GITHUB, HookSecret.random(), Deliveries.delivery(headers, BODY), NOW))
                .isFalse();
    }

    @Test
    void a_wrong_signature_of_forgejo_is_not_saved_by_a_right_one_of_gitea() {
        assertThat(isRight(
                        HookSource.GITEA,
                        Map.of("x-forgejo-signature", HUB.replace('d', 'e'), "x-gitea-signature", HUB),
                        BODY))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GITLAB, x-gitlab-token", "HARBOR, authorization"})
    void a_secret_in_a_header_counts_as_a_whole(HookSource source, String header) {
        String secret = SECRET.text(source);
        assertThat(isRight(source, Map.of(header, secret), BODY)).isTrue();
        assertThat(isRight(source, Map.of(header, secret.substring(1)), BODY)).isFalse();
        assertThat(isRight(source, Map.of(header, secret + "0"), BODY)).isFalse();
        assertThat(isRight(source, Map.of(header, ""), BODY)).isFalse();
        assertThat(isRight(source, Map.of("x-other", secret), BODY)).isFalse();
    }

    @Test
    void harbors_secret_may_stand_behind_a_scheme() {
        String secret = SECRET.text(HookSource.HARBOR);
        assertThat(isRight(HookSource.HARBOR, Map.of("authorization", "Bearer " + secret), BODY))
                .isTrue();
        assertThat(isRight(HookSource.HARBOR, Map.of("authorization", "Basic " + secret), BODY))
                .isFalse();
    }

    @Test
    void docker_hubs_secret_stands_in_the_address_and_no_other_systems_does() {
        String hex = SECRET.text(HookSource.DOCKERHUB);
        assertThat(isRight(HookSource.DOCKERHUB, Map.of(), hex)).isFalse();
        assertThat(DeliveryProof.isRight(HookSource.DOCKERHUB, SECRET, inAddress(Map.of(), hex), NOW))
                .isTrue();
        assertThat(DeliveryProof.isRight(HookSource.DOCKERHUB, SECRET, inAddress(Map.of(), hex + "0"), NOW))
                .isFalse();
        assertThat(DeliveryProof.isRight(
                        HookSource.GITHUB,
                        SECRET,
                        inAddress(Map.of("x-hub-signature-256", List.of("sha256=" + HUB)), hex),
                        NOW))
                .isFalse();
    }

    private static Delivery inAddress(Map<String, List<String>> headers, String secret) {
        return new Delivery(headers, BODY.getBytes(StandardCharsets.UTF_8), secret);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "299, true", "-299, true", "300, true", "301, false", "-301, false", "86400, false"})
    void a_standard_signature_is_right_for_five_minutes_either_way(long seconds, boolean right) {
        Delivery delivery = Deliveries.delivery(standard(Map.of()), BODY);
        assertThat(DeliveryProof.isRight(HookSource.PAZ, SECRET, delivery, NOW.plusSeconds(seconds)))
                .isEqualTo(right);
        assertThat(Duration.ofMinutes(5)).isEqualTo(DeliveryProof.MAX_CLOCK_DIFFERENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void a_standard_signature_needs_all_of_its_headers(String missing) {
        Map<String, String> headers = new LinkedHashMap<>(standard(Map.of()));
        headers.remove(missing);
        assertThat(isRight(HookSource.PAZ, headers, BODY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-id, msg_other",
        "webhook-id, msg.1",
        "webhook-timestamp, 1674087232",
        "webhook-timestamp, 01674087231",
        "webhook-timestamp, 1674087231.0",
        "webhook-timestamp, -1",
        "webhook-timestamp, 99999999999999999999",
        "webhook-signature, 'v1a,fsLJNYX3jaMQl7ey2yrJ50G79bn+Nkw/fAJ3N6s8gUk='",
        "webhook-signature, fsLJNYX3jaMQl7ey2yrJ50G79bn+Nkw/fAJ3N6s8gUk="
    })
    void a_standard_signature_is_of_all_of_its_headers(String name, String value) {
        assertThat(isRight(HookSource.PAZ, standard(Map.of(name, value)), BODY)).isFalse();
    }

    @Test
    void one_of_several_standard_signatures_is_enough_and_they_are_limited() {
        assertThat(isRight(HookSource.PAZ, standard(Map.of("webhook-signature", "v1,AA== " + STANDARD)), BODY))
                .isTrue();
        assertThat(isRight(
                        HookSource.PAZ, standard(Map.of("webhook-signature", "v1,AA== ".repeat(10) + STANDARD)), BODY))
                .isFalse();
    }

    @Test
    void gitlabs_signing_token_is_a_standard_signature_which_its_plain_token_does_not_replace() {
        assertThat(isRight(HookSource.GITLAB, standard(Map.of()), BODY)).isTrue();
        assertThat(isRight(
                        HookSource.GITLAB,
                        standard(Map.of(
                                "webhook-signature", "v1,AA==", "x-gitlab-token", SECRET.text(HookSource.GITLAB))),
                        BODY))
                .isFalse();
    }

    private static Map<String, String> standard(Map<String, String> others) {
        Map<String, String> headers = new LinkedHashMap<>(
                Map.of("webhook-id", STANDARD_ID, "webhook-timestamp", "1674087231", "webhook-signature", STANDARD));
        headers.putAll(others);
        return headers;
    }

    @ParameterizedTest
    @EnumSource(HookSource.class)
    void nothing_is_no_proof(HookSource source) {
        assertThat(isRight(source, Map.of(), BODY)).isFalse();
        assertThat(isRight(source, Map.of(), "")).isFalse();
    }

    @Test
    void a_header_that_came_twice_or_is_too_long_counts_as_missing() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String right = "sha256=" + HUB;
        Delivery twice = new Delivery(Map.of("x-hub-signature-256", List.of(right, right)), body, null);
        assertThat(DeliveryProof.isRight(HookSource.GITHUB, SECRET, twice, NOW)).isFalse();
        String padding = "v1,AA== ".repeat(9) + " ".repeat(1024);
        assertThat(isRight(HookSource.PAZ, standard(Map.of("webhook-signature", padding + STANDARD)), BODY))
                .isFalse();
    }

    private static boolean isRight(HookSource source, Map<String, String> headers, String body) {
        return DeliveryProof.isRight(source, SECRET, Deliveries.delivery(headers, body), NOW);
    }
}
