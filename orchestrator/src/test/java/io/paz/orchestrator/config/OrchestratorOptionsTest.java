package io.paz.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.http.option.InvalidOptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrchestratorOptionsTest {

    @Test
    void the_defaults() {
        assertThat(OrchestratorOptions.options().resolve(new String[0], Map.of()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("paz.port", "9000"),
                        Map.entry("paz.bind", "127.0.0.1"),
                        Map.entry("paz.insecure", "false"),
                        Map.entry("paz.token-rate", "20"),
                        Map.entry("paz.address-rate", "20"),
                        Map.entry("paz.trusted-hops", ""),
                        Map.entry("paz.request-timeout", "30"),
                        Map.entry("paz.data", ""),
                        Map.entry("paz.secrets-key-file", ""),
                        Map.entry("paz.encrypt-certificate-keys", "false"),
                        Map.entry("paz.backups", ""),
                        Map.entry("paz.keep-backups", "7"),
                        Map.entry("paz.backups-key-file", ""),
                        Map.entry("paz.cors-origins", ""),
                        Map.entry("paz.svcdir-url", "http://127.0.0.1:9001"),
                        Map.entry("paz.scheduler-url", "http://127.0.0.1:9002"),
                        Map.entry("paz.fleet-url", "http://127.0.0.1:49153"),
                        Map.entry("paz.engine", "embedded"),
                        Map.entry("paz.engine-token", "false"),
                        Map.entry("paz.engine-token-file", ""),
                        Map.entry("paz.etcd-endpoint", "http://127.0.0.1:2379"),
                        Map.entry("paz.etcd-certificates", ""),
                        Map.entry("paz.balancer-urls", "http://{ip}:8404"),
                        Map.entry("paz.balancer-password-file", ""),
                        Map.entry("paz.journal-url", "http://{ip}:19531"),
                        Map.entry("paz.cadvisor-url", "http://{ip}:4194"),
                        Map.entry("paz.request-log", ""),
                        Map.entry("paz.request-log-user", ""),
                        Map.entry("paz.request-log-journal", "false"),
                        Map.entry("paz.request-log-data", "/var/lib/paz-requests"),
                        Map.entry("paz.dns-ttl", "60"),
                        Map.entry("paz.domain", ""),
                        Map.entry("paz.oidc-issuer", ""),
                        Map.entry("paz.oidc-client-id", ""),
                        Map.entry("paz.oidc-client-secret-file", ""),
                        Map.entry("paz.oidc-redirect-url", ""),
                        Map.entry("paz.oidc-scopes", "openid email profile"),
                        Map.entry("paz.oidc-account-claim", "email"),
                        Map.entry("paz.oidc-role-claim", ""),
                        Map.entry("paz.oidc-roles", ""),
                        Map.entry("paz.acme-directory", "https://acme-v02.api.letsencrypt.org/directory"),
                        Map.entry("paz.acme-accept-terms", "false"),
                        Map.entry("paz.acme-challenge", "http"),
                        Map.entry("paz.acme-root-file", ""),
                        Map.entry("paz.acme-balancer-url", "http://{ip}:80"),
                        Map.entry("paz.dns-url", "https://api.dnsimple.com")));
    }

    @Test
    void the_variables() {
        Map<String, String> values = OrchestratorOptions.options()
                .resolve(
                        new String[0],
                        Map.of(
                                "PAZ_ORCHESTRATOR_PORT", "1",
                                "PAZ_ORCHESTRATOR_SVCDIR_URL", "http://d:1",
                                "PAZ_ORCHESTRATOR_SCHEDULER_URL", "http://s:1",
                                "PAZ_ORCHESTRATOR_FLEET_URL", "http://f:1",
                                "PAZ_ORCHESTRATOR_ENGINE_TOKEN", "true",
                                "PAZ_ORCHESTRATOR_ETCD_ENDPOINT", "http://a:1,http://b:2",
                                "PAZ_ORCHESTRATOR_BALANCER_URLS", "http://h:1",
                                "PAZ_ORCHESTRATOR_JOURNAL_URL", "http://j:1",
                                "PAZ_ORCHESTRATOR_CADVISOR_URL", "http://c:1"));
        assertThat(values)
                .containsEntry("paz.port", "1")
                .containsEntry("paz.svcdir-url", "http://d:1")
                .containsEntry("paz.scheduler-url", "http://s:1")
                .containsEntry("paz.fleet-url", "http://f:1")
                .containsEntry("paz.engine-token", "true")
                .containsEntry("paz.etcd-endpoint", "http://a:1,http://b:2")
                .containsEntry("paz.balancer-urls", "http://h:1")
                .containsEntry("paz.journal-url", "http://j:1")
                .containsEntry("paz.cadvisor-url", "http://c:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=70000",
                "--etcd-endpoint=2379",
                "--fleet-url=ftp://x",
                "--scheduler-url=s",
                "--svcdir-url=d",
                "--balancer-urls=h",
                "--journal-url=h",
                "--cadvisor-url=h",
                "--dns-zone=../x",
                "--dns-account=me",
                "--domain=https://paz.example.org",
                "--dns-ttl=0",
                "--dns-url=d"
            })
    void a_bad_value_is_refused_by_name(String argument) {
        String name = argument.substring(0, argument.indexOf('='));
        assertThatThrownBy(() -> OrchestratorOptions.options().resolve(new String[] {argument}, Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(name + ": value ")
                .hasMessageContaining("(expected: ");
    }
}
