package io.paz.orchestrator.config;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The options of sign-in through an identity provider; empty where not given. */
@ConfigurationProperties("paz")
record OidcProperties(
        String oidcIssuer,
        String oidcClientId,
        String oidcClientSecretFile,
        String oidcRedirectUrl,
        String oidcScopes,
        String oidcAccountClaim,
        String oidcRoleClaim,
        String oidcRoles) {}
