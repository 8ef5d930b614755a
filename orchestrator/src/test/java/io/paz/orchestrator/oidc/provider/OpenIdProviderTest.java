package io.paz.orchestrator.oidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.http.error.ApiException;
import io.paz.http.option.InvalidOptionException;
import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.oidc.RoleMapping;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents and options that lead a sign-in astray. */
final class OpenIdProviderTest {

    private static final URI REDIRECT = URI.create("https://paz.example.org/ui/sign-in");

    private static ProviderStandIn provider;

    @BeforeAll
    static void start() throws IOException {
        provider = new ProviderStandIn();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static ProviderSettings settings(String issuer, URI redirect, String scopes) {
        return new ProviderSettings(URI.create(issuer), "paz", null, redirect, scopes, "email", "");
    }

    private static URI begun(String issuer) {
        URI url = new OpenIdProvider(settings(issuer, REDIRECT, "openid"), Clock.systemUTC())
                .begin("state", "nonce", "challenge")
                .block();
        assertThat(url).isNotNull();
        return url;
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, https://evil.example.org",
        "token_endpoint, http://evil.example.org/token",
        "jwks_uri, file:///etc/passwd",
        "jwks_uri, not a url",
        "authorization_endpoint, javascript:alert(1)"
    })
    void refuses_a_document_of_another_issuer_and_addresses_without_https(String field, String value) {
        provider.document = fields -> fields.put(field, value);
        assertThatThrownBy(() -> begun(provider.issuer().toString()))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.status().value()).isEqualTo(502));
        provider.document = fields -> {};
        assertThat(begun(provider.issuer().toString()).toString())
                .startsWith(provider.issuer() + "/authorize?response_type=code&client_id=paz&");
    }

    @Test
    void reads_no_document_without_an_end() {
        provider.document = fields -> fields.put("padding", "x".repeat(300_000));
        assertThatThrownBy(() -> begun(provider.issuer().toString())).isInstanceOf(ApiException.class);
        provider.document = fields -> {};
    }

    @Test
    void a_remote_provider_may_not_send_what_it_is_sent_to_loopback_without_https() {
        ProviderSettings remote = settings("https://id.example.org", REDIRECT, "openid");
        assertThat(remote.allows(URI.create("http://127.0.0.1:9000/token"))).isFalse();
        assertThat(remote.allows(URI.create("https://login.example.org/token"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.org", "ftp://127.0.0.1", "https://example.org/?x", "http://127.0.0.1.evil.org"})
    void refuses_addresses_without_https(String address) {
        assertThatThrownBy(() -> settings(address, REDIRECT, "openid")).isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> settings("https://id.example.org", URI.create(address), "openid"))
                .isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void the_page_may_be_at_a_name_of_the_browsers_own_machine_and_the_provider_not() {
        URI page = URI.create("http://paz-web.localhost:8080/ui/sign-in");
        assertThat(settings("https://id.example.org", page, "openid").redirect())
                .isEqualTo(page);
        assertThatThrownBy(() -> settings("http://id.localhost", page, "openid"))
                .isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void refuses_scopes_without_openid() {
        assertThatThrownBy(() -> settings("https://id.example.org", REDIRECT, "email"))
                .isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void reads_roles_of_groups() {
        assertThat(RoleMapping.parse("").roles()).isEmpty();
        assertThat(RoleMapping.parse("a=b=viewer, ops=administrator").roles())
                .isEqualTo(Map.of("a=b", Role.VIEWER, "ops", Role.ADMINISTRATOR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops", "=viewer", "ops=root", "a=viewer,", "a=viewer,a=deployer"})
    void refuses_roles_that_cannot_be_read(String text) {
        assertThatThrownBy(() -> RoleMapping.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
