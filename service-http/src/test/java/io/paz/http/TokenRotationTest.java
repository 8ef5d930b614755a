package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.access.ServiceCredential;
import io.paz.http.access.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rotation of the administrator's token as one service sees it. */
final class TokenRotationTest {

    private static final String NEXT = "the-next-token";

    @TempDir
    Path folder;

    @Test
    void old_and_new_token_and_what_follows_from_them_are_accepted_until_the_overlap_ends() throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            assertThat(status(service, NEXT)).isEqualTo(401);

            accept(NEXT + " " + Instant.now().plusSeconds(600).getEpochSecond());
            assertThat(reload(service, TestService.TOKEN)).isEqualTo(204);
            assertBothAccepted(service);

            Files.writeString(folder.resolve("token"), NEXT + "\n");
            accept(TestService.TOKEN + " " + Instant.now().plusSeconds(600).getEpochSecond());
            assertThat(reload(service, NEXT)).isEqualTo(204);
            assertBothAccepted(service);

            accept(TestService.TOKEN + " " + Instant.now().minusSeconds(1).getEpochSecond());
            assertThat(reload(service, NEXT)).isEqualTo(204);
            assertThat(status(service, NEXT)).isEqualTo(200);
            assertThat(status(service, credential(NEXT))).isEqualTo(200);
            assertThat(status(service, TestService.TOKEN)).isEqualTo(401);
            assertThat(status(service, credential(TestService.TOKEN))).isEqualTo(401);
        }
    }

    private static void assertBothAccepted(TestService service) throws Exception {
        for (String token : new String[] {TestService.TOKEN, NEXT}) {
            assertThat(status(service, token)).isEqualTo(200);
            assertThat(status(service, credential(token))).isEqualTo(200);
        }
    }

    @Test
    void a_damaged_file_is_refused_and_what_counted_before_counts_on() throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            for (String damaged : new String[] {"a-token", "a-token 5 6", " 5", "tok\u00e9n 5", "a-token never"}) {
                accept(damaged);
                var answer = service.send("POST", "/token/reload", "");
                assertThat(answer.statusCode()).as(damaged).isEqualTo(409);
                assertThat(answer.body()).contains("token.accepted is damaged").doesNotContain("a-token");
            }
            assertThat(status(service, TestService.TOKEN)).isEqualTo(200);
        }
    }

    @Test
    void nobody_without_the_token_has_it_read_again() throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            assertThat(service.sendWithoutToken("POST", "/token/reload", "").statusCode())
                    .isEqualTo(401);
            assertThat(reload(service, NEXT)).isEqualTo(401);
        }
    }

    private void accept(String line) throws Exception {
        Files.writeString(folder.resolve("token.accepted"), line + "\n");
    }

    private static int reload(TestService service, String token) throws Exception {
        return service.sendWithoutToken("POST", "/token/reload", "", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private static int status(TestService service, String token) throws Exception {
        return service.sendWithoutToken("GET", "/actor", "", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private static String credential(String token) {
        return ServiceCredential.of(new Token(token), "caller").value();
    }
}
