package io.paz.orchestrator.session;

import io.paz.http.access.OpenPath;
import io.paz.orchestrator.people.People;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** Wires sessions in. */
@Configuration(proxyBeanMethods = false)
@Import({SessionController.class, SecondFactorController.class, OidcController.class, SessionListController.class})
public class SessionConfiguration {

    private static final int BYTES = 32;

    @Bean
    Sessions sessions() {
        SecureRandom random = new SecureRandom();
        return new Sessions(Clock.systemUTC(), () -> {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    @Bean
    SessionCallers sessionCallers(Sessions sessions, People people) {
        return new SessionCallers(sessions, people);
    }

    @Bean
    SessionAnswers sessionAnswers(SessionCallers callers, People people) {
        return new SessionAnswers(callers, people);
    }

    @Bean
    OpenPath providerIsOpen() {
        return OpenPath.of(HttpMethod.GET, "/session/oidc");
    }

    @Bean
    OpenPath beginningIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/session/oidc");
    }

    /** The provider's code and the browser's cookie are the secrets. */
    @Bean
    OpenPath providersAnswerIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/session/oidc/answer");
    }

    /** The ticket or the password is the secret. */
    @Bean
    OpenPath signInIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/session");
    }

    /** The invitation is the secret. */
    @Bean
    OpenPath invitationIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/session/invitation");
    }

    /** Reveals only whether the cookie is valid. */
    @Bean
    OpenPath sessionIsOpen() {
        return OpenPath.of(HttpMethod.GET, "/session");
    }
}
