package io.paz.orchestrator.config;

import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import java.util.List;

/** The options of sign-in through an identity provider. */
final class OidcOptions {

    private static final OptionType OPTIONAL_URL = new OptionType(
            "URL", "a URL that starts with http:// or https://", value -> value.matches("(https?://[^\\s/]+.*)?"));
    private static final OptionType CLAIM = new OptionType(
            "CLAIM", "the name of a claim of ID tokens", value -> value.length() <= 100 && value.matches("[!-~]+"));

    private OidcOptions() {}

    /** @param prefix of the variables */
    static List<Option> of(String prefix) {
        return List.of(
                new Option(
                        "oidc-issuer",
                        prefix + "_OIDC_ISSUER",
                        OPTIONAL_URL,
                        "",
                        "OpenID Connect provider that people may sign in through; none if empty"),
                new Option(
                        "oidc-client-id",
                        prefix + "_OIDC_CLIENT_ID",
                        OptionType.TEXT,
                        "",
                        "Paz's client ID at the provider"),
                new Option(
                        "oidc-client-secret-file",
                        prefix + "_OIDC_CLIENT_SECRET_FILE",
                        OptionType.PATH,
                        "",
                        "file, of mode 0600, with Paz's client secret at the provider; empty for a public client"),
                new Option(
                        "oidc-redirect-url",
                        prefix + "_OIDC_REDIRECT_URL",
                        OPTIONAL_URL,
                        "",
                        "the page's sign-in as the provider has it registered, https://.../ui/sign-in"),
                new Option(
                        "oidc-scopes",
                        prefix + "_OIDC_SCOPES",
                        OptionType.TEXT,
                        "openid email profile",
                        "scopes that the provider is asked for, with blanks between"),
                new Option(
                        "oidc-account-claim",
                        prefix + "_OIDC_ACCOUNT_CLAIM",
                        CLAIM,
                        "email",
                        "claim whose value is the name of an account"),
                new Option(
                        "oidc-role-claim",
                        prefix + "_OIDC_ROLE_CLAIM",
                        OptionType.TEXT,
                        "",
                        "claim with the groups of a person, for --oidc-roles; none if empty"),
                new Option(
                        "oidc-roles",
                        prefix + "_OIDC_ROLES",
                        OptionType.TEXT,
                        "",
                        "roles of people without an account, group=role with commas between; none if empty"));
    }
}
