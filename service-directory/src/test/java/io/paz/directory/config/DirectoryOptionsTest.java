package io.paz.directory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paz.http.option.InvalidOptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryOptionsTest {

    @Test
    void hasTheseDefaults() {
        assertThat(DirectoryOptions.options().resolve(new String[] {}, Map.of()))
                .isEqualTo(Map.ofEntries(
                        Map.entry("paz.port", "9001"),
                        Map.entry("paz.bind", "127.0.0.1"),
                        Map.entry("paz.insecure", "false"),
                        Map.entry("paz.token-rate", "20"),
                        Map.entry("paz.address-rate", "20"),
                        Map.entry("paz.trusted-hops", ""),
                        Map.entry("paz.request-timeout", "30"),
                        Map.entry("paz.cors-origins", ""),
                        Map.entry("paz.data", "/var/lib/paz/directory"),
                        Map.entry("paz.backups", ""),
                        Map.entry("paz.keep-backups", "7"),
                        Map.entry("paz.backups-key-file", ""),
                        Map.entry("paz.secrets-key-file", ""),
                        Map.entry("paz.reserved-ports", "2379,2380,8080,8081,8404,9000,9001,9002,49153"),
                        Map.entry("paz.low-ports", ""),
                        Map.entry("paz.tcp-ports", ""),
                        Map.entry("paz.volume-paths", ""),
                        Map.entry("paz.platform-domains", "")));
    }

    @Test
    void readsTheseVariables() {
        Map<String, String> environment = Map.of(
                "PAZ_SERVICE_DIRECTORY_PORT", "1",
                "PAZ_SERVICE_DIRECTORY_BIND", "::1",
                "PAZ_SERVICE_DIRECTORY_DATA", "/data",
                "PAZ_SERVICE_DIRECTORY_CORS_ORIGINS", "http://a",
                "PAZ_SERVICE_DIRECTORY_RESERVED_PORTS", "1, 2",
                "PAZ_SERVICE_DIRECTORY_VOLUME_PATHS", "/srv/a,/srv/b",
                "PAZ_SERVICE_DIRECTORY_PLATFORM_DOMAINS", "example.com",
                "PAZ_TOKEN_FILE", "/token",
                "PAZ_INSECURE", "true",
                "PAZ_SERVICE_DIRECTORY_REQUEST_TIMEOUT", "7");

        assertThat(DirectoryOptions.options().resolve(new String[] {}, environment))
                .containsAllEntriesOf(Map.of(
                        "paz.port", "1",
                        "paz.bind", "::1",
                        "paz.data", "/data",
                        "paz.cors-origins", "http://a",
                        "paz.reserved-ports", "1, 2",
                        "paz.volume-paths", "/srv/a,/srv/b",
                        "paz.platform-domains", "example.com",
                        "paz.token-file", "/token",
                        "paz.insecure", "true",
                        "paz.request-timeout", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--reserved-ports=x",
                "--tcp-ports=20000",
                "--tcp-ports=20001-20000",
                "--tcp-ports=80-90",
                "--tcp-ports=30000-40000",
                "--volume-paths=srv",
                "--volume-paths=/",
                "--platform-domains=a b",
                "--port=x"
            })
    void refuses(String argument) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> DirectoryOptions.options().resolve(new String[] {argument}, Map.of()))
                .withMessageContaining("(expected: ");
    }
}
