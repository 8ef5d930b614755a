package io.paz.orchestrator.config;

import io.paz.http.option.InvalidOptionException;
import io.paz.orchestrator.oidc.OidcSignIn;
import io.paz.orchestrator.oidc.RoleMapping;
import io.paz.orchestrator.oidc.provider.OpenIdProvider;
import io.paz.orchestrator.oidc.provider.ProviderSettings;
import io.paz.orchestrator.people.People;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The identity provider, where one is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(OidcConfiguration.Configured.class)
class OidcConfiguration {

    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Whether there is a provider. */
    static final class Configured implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty("paz.oidc-issuer", "").isEmpty();
        }
    }

    @Bean
    OidcSignIn oidcSignIn(OidcProperties properties, People people, Clock clock) {
        String secretFile = properties.oidcClientSecretFile();
        ProviderSettings settings = new ProviderSettings(
                address("oidc-issuer", properties.oidcIssuer()),
                required("oidc-client-id", properties.oidcClientId()),
                secretFile.isEmpty() ? null : ClientSecret.read(Path.of(secretFile)),
                address("oidc-redirect-url", required("oidc-redirect-url", properties.oidcRedirectUrl())),
                properties.oidcScopes(),
                properties.oidcAccountClaim(),
                properties.oidcRoleClaim());
        return new OidcSignIn(
                new OpenIdProvider(settings, clock), roles(properties), people, clock, OidcConfiguration::random);
    }

    private static RoleMapping roles(OidcProperties properties) {
        try {
            RoleMapping roles = RoleMapping.parse(properties.oidcRoles());
            if (roles.roles().isEmpty() != properties.oidcRoleClaim().isEmpty()) {
                throw new IllegalArgumentException(
                        "given without the other (expected: --oidc-role-claim and --oidc-roles, or neither)");
            }
            return roles;
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("--oidc-roles: " + e.getMessage());
        }
    }

    private static URI address(String option, String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new InvalidOptionException("--%s: value %s (expected: a URL)".formatted(option, value));
        }
    }

    private static String required(String option, String value) {
        if (value.isEmpty()) {
            throw new InvalidOptionException(
                    "--%s: value is missing (expected: one, because --oidc-issuer is given)".formatted(option));
        }
        return value;
    }

    private static byte[] random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
