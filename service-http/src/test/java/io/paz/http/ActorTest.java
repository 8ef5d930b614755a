package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.access.Actor;
import io.paz.http.access.ServiceCredential;
import io.paz.http.access.Token;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActorTest {

    private static final Actor PERSON = new Actor(Actor.Kind.TOKEN, "t1", "CI/of the shop \r\n ü");

    @TempDir
    Path folder;

    @Test
    void a_service_names_whom_it_calls_for_and_nobody_else_is_believed() throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            String credential =
                    ServiceCredential.of(new Token(TestService.TOKEN), "caller").value();
            assertThat(actor(service, credential, PERSON.headerValue())).contains("\"TOKEN\"", "\"t1\"");
            assertThat(actor(service, credential, "nonsense")).contains("\"SERVICE\"", "\"caller\"");
            assertThat(actor(service, TestService.TOKEN, PERSON.headerValue())).contains("\"ADMINISTRATOR_TOKEN\"");
        }
    }

    @Test
    void a_credential_of_another_service_or_another_token_is_refused() throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            for (Token other : new Token[] {
                ServiceCredential.of(new Token(TestService.TOKEN), "stranger"),
                ServiceCredential.of(new Token("another-token"), "caller")
            }) {
                assertThat(service.sendWithoutToken("GET", "/actor", "", "Authorization", "Bearer " + other.value())
                                .statusCode())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void a_header_value_is_read_as_it_was_written() {
        assertThat(PERSON.headerValue()).matches("[!-~]+");
        assertThat(Actor.parse(PERSON.headerValue())).contains(PERSON);
        assertThat(Actor.parse(Actor.NOBODY.headerValue())).contains(Actor.NOBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "token/a", "token/a/b/c", "token//b", "king/a/b", "token/%zz/b", "TOKEN/a/b"})
    void a_malformed_header_names_nobody(String header) {
        assertThat(Actor.parse(header)).isEmpty();
    }

    private static String actor(TestService service, String token, String header) throws Exception {
        return service.sendWithoutToken("GET", "/actor", "", "Authorization", "Bearer " + token, Actor.HEADER, header)
                .body();
    }
}
