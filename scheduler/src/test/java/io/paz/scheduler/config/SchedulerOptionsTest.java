package io.paz.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.http.option.InvalidOptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerOptionsTest {

    @Test
    void the_defaults() {
        assertThat(SchedulerOptions.options().resolve(new String[0], Map.of()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("paz.port", "9002"),
                        Map.entry("paz.bind", "127.0.0.1"),
                        Map.entry("paz.insecure", "false"),
                        Map.entry("paz.token-rate", "20"),
                        Map.entry("paz.address-rate", "20"),
                        Map.entry("paz.trusted-hops", ""),
                        Map.entry("paz.request-timeout", "30"),
                        Map.entry("paz.cors-origins", ""),
                        Map.entry("paz.data", "/var/lib/paz/scheduler"),
                        Map.entry("paz.backups", ""),
                        Map.entry("paz.keep-backups", "7"),
                        Map.entry("paz.backups-key-file", ""),
                        Map.entry("paz.secrets-key-file", ""),
                        Map.entry("paz.svcdir-url", "http://127.0.0.1:9001"),
                        Map.entry("paz.fleet-url", "http://127.0.0.1:49153"),
                        Map.entry("paz.etcd-endpoint", "http://127.0.0.1:2379"),
                        Map.entry("paz.etcd-certificates", ""),
                        Map.entry("paz.journal-url", "http://{ip}:19531"),
                        Map.entry("paz.balancer-urls", "http://{ip}:8404"),
                        Map.entry("paz.balancer-password-file", ""),
                        Map.entry("paz.engine", "embedded"),
                        Map.entry("paz.engine-token", "false"),
                        Map.entry("paz.engine-token-file", ""),
                        Map.entry("paz.host-ip", "127.0.0.1"),
                        Map.entry("paz.unit-etcd-endpoints", "http://127.0.0.1:2379"),
                        Map.entry("paz.deadline", "300"),
                        Map.entry("paz.drain", "2"),
                        Map.entry("paz.drift-check-interval", "60"),
                        Map.entry("paz.keep-deployments", "100"),
                        Map.entry("paz.keep-days", "365"),
                        Map.entry("paz.keep-journal-lines", "10000"),
                        Map.entry("paz.keep-images", "5"),
                        Map.entry("paz.space-warning", "15"),
                        Map.entry("paz.space-minimum", "5"),
                        Map.entry("paz.pin-images", "named"),
                        Map.entry("paz.insecure-registries", ""),
                        Map.entry("paz.registry-credentials", "")));
    }

    @Test
    void the_variables() {
        Map<String, String> values = SchedulerOptions.options()
                .resolve(
                        new String[0],
                        Map.of(
                                "PAZ_SCHEDULER_SVCDIR_URL", "http://d:1",
                                "PAZ_SCHEDULER_ETCD_ENDPOINT", "http://a:1,http://b:2",
                                "PAZ_SCHEDULER_DEADLINE", "30",
                                "PAZ_HOST_IP", "172.17.0.1"));
        assertThat(values)
                .containsEntry("paz.svcdir-url", "http://d:1")
                .containsEntry("paz.etcd-endpoint", "http://a:1,http://b:2")
                .containsEntry("paz.deadline", "30")
                .containsEntry("paz.host-ip", "172.17.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--deadline=0",
                "--drain=-1",
                "--drift-check-interval=-1",
                "--host-ip=localhost",
                "--etcd-endpoint=2379",
                "--unit-etcd-endpoints=http://a b",
                "--engine=swarm",
                "--fleet-url=ftp://x",
                "--pin-images=yes",
                "--platform=a b",
                "--insecure-registries=http://r"
            })
    void a_bad_value_is_refused_by_name(String argument) {
        String name = argument.substring(0, argument.indexOf('='));
        assertThatThrownBy(() -> SchedulerOptions.options().resolve(new String[] {argument}, Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(name + ": value ")
                .hasMessageContaining("(expected: ");
    }
}
