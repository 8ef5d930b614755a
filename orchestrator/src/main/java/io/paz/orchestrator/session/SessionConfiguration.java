package io.paz.orchestrator.session;

import io.paz.http.access.OpenPath;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** Wires sessions in. */
@Configuration(proxyBeanMethods = false)
@Import(SessionController.class)
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
    SessionCallers sessionCallers(Sessions sessions) {
        return new SessionCallers(sessions);
    }

    /** The ticket is the secret. */
    @Bean
    OpenPath signInIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/session");
    }

    /** Reveals only whether the cookie is valid. */
    @Bean
    OpenPath sessionIsOpen() {
        return OpenPath.of(HttpMethod.GET, "/session");
    }
}
