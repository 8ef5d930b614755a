package io.paz.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.http.option.InvalidOptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostOptionsTest {
    @Test
    void hasDefaults() {
        assertThat(HostOptions.ALL.resolve(new String[0], Map.of()))
                .isEqualTo(Map.ofEntries(
                        Map.entry("paz.port", "49153"),
                        Map.entry("paz.bind", "127.0.0.1"),
                        Map.entry("paz.insecure", "false"),
                        Map.entry("paz.token-rate", "20"),
                        Map.entry("paz.address-rate", "20"),
                        Map.entry("paz.trusted-hops", ""),
                        Map.entry("paz.request-timeout", "30"),
                        Map.entry("paz.cors-origins", ""),
                        Map.entry("paz.data", "data/host"),
                        Map.entry("paz.backups", ""),
                        Map.entry("paz.keep-backups", "7"),
                        Map.entry("paz.backups-key-file", ""),
                        Map.entry("paz.units", "host/units"),
                        Map.entry("paz.ip", "127.0.0.1"),
                        Map.entry("paz.metadata", ""),
                        Map.entry("paz.environment", ""),
                        Map.entry("paz.unit-settings", ""),
                        Map.entry("paz.etcd-endpoints", ""),
                        Map.entry("paz.etcd-certificates", ""),
                        Map.entry("paz.announcer-socket", "host/announcer.sock"),
                        Map.entry("paz.path", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                        Map.entry("paz.journal-unit-size", "4"),
                        Map.entry("paz.journal-size", "256"),
                        Map.entry("paz.journal-age", "7"),
                        Map.entry("paz.secrets-key-file", "")));
    }

    @Test
    void unitsHaveTheHomeThatCredentialHelpersNeed() {
        assertThat(HostSettings.loginFolders(Map.of("HOME", "/home/p")))
                .isEqualTo(Map.of("HOME", "/home/p", "DOCKER_CONFIG", "/home/p/.docker"));
        assertThat(HostSettings.loginFolders(Map.of("HOME", "/home/p", "DOCKER_CONFIG", "/etc/logins")))
                .isEqualTo(Map.of("HOME", "/home/p", "DOCKER_CONFIG", "/etc/logins"));
        assertThat(HostSettings.loginFolders(Map.of("HOME", "p"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--machine-id=XYZ",
                "--metadata=novalue",
                "--metadata=a=b,,",
                "--journal-age=0",
                "--journal-size=x"
            })
    void refusesMalformedValues(String argument) {
        assertThatThrownBy(() -> HostOptions.ALL.resolve(new String[] {argument}, Map.of()))
                .isInstanceOf(InvalidOptionException.class);
    }
}
