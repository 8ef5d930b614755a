package io.paz.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PartSettingsTest {

    private static final Map<String, String> GIVEN = Map.of(
            "PAZ_HOME", "/home/p/.paz",
            "PAZ_HTTP_PORT", "8080",
            "PAZ_PUBLIC_PORT", "8081",
            "PAZ_STATS_PORT", "8404",
            "PAZ_ORCHESTRATOR_PORT", "9000",
            "PAZ_SERVICE_DIRECTORY_PORT", "9001",
            "PAZ_SCHEDULER_PORT", "9002",
            "PAZ_HOST_PORT", "49153",
            "PAZ_ETCD_PORT", "2379",
            "PAZ_ETCD_PEER_PORT", "2380");

    private static final Map<String, String> DERIVED = Map.ofEntries(
            Map.entry("PAZ_ORCHESTRATOR_DATA", "/home/p/.paz/data/orchestrator"),
            Map.entry("PAZ_ORCHESTRATOR_BACKUPS", "/home/p/.paz/backups/orchestrator"),
            Map.entry("PAZ_ORCHESTRATOR_KEEP_BACKUPS", "1"),
            Map.entry("PAZ_ORCHESTRATOR_ENCRYPT_CERTIFICATE_KEYS", "true"),
            Map.entry("PAZ_SERVICE_DIRECTORY_AUDIT", "/home/p/.paz/data/audit"),
            Map.entry("PAZ_SCHEDULER_AUDIT", "/home/p/.paz/data/audit"),
            Map.entry("PAZ_ORCHESTRATOR_AUDIT", "/home/p/.paz/data/audit"),
            Map.entry("PAZ_ETCD_ENDPOINT", "https://127.0.0.1:2379"),
            Map.entry("PAZ_ETCD_CERTIFICATES", "/home/p/.paz/certificates"),
            Map.entry("PAZ_SECRETS_KEY_FILE", "/home/p/.paz/secrets.key"),
            Map.entry("PAZ_HOST_ETCD_CERTIFICATES", "/home/p/.paz/certificates/announcer"),
            Map.entry("PAZ_ORCHESTRATOR_ETCD_CERTIFICATES", "/home/p/.paz/certificates/orchestrator"),
            Map.entry("PAZ_SCHEDULER_ETCD_CERTIFICATES", "/home/p/.paz/certificates/scheduler"),
            Map.entry("PAZ_HAPROXY_CONF", "/home/p/.paz/haproxy"),
            Map.entry("PAZ_HAPROXY_INTERNAL_BIND", "127.0.0.1:8080"),
            Map.entry("PAZ_HAPROXY_PUBLIC_BIND", "*:8081"),
            Map.entry("PAZ_HAPROXY_TRUSTED_PROXIES", ""),
            Map.entry("PAZ_HAPROXY_PROXY_PROTOCOL", ""),
            Map.entry("PAZ_HAPROXY_RUN", "/home/p/.paz/haproxy"),
            Map.entry("PAZ_SCHEDULER_BALANCER_PASSWORD_FILE", "/home/p/.paz/haproxy/statistics-password"),
            Map.entry("PAZ_ORCHESTRATOR_BALANCER_PASSWORD_FILE", "/home/p/.paz/haproxy/statistics-password"),
            Map.entry("PAZ_HAPROXY_STATS_PASSWORD_FILE", "/home/p/.paz/haproxy/statistics-password"),
            Map.entry("PAZ_HAPROXY_STATS_BIND", "127.0.0.1:8404"),
            Map.entry("PAZ_HAPROXY_REQUEST_LOG", "yes"),
            Map.entry("PAZ_HAPROXY_DOMAIN", ""),
            Map.entry("PAZ_ORCHESTRATOR_DOMAIN", ""),
            Map.entry("PAZ_ORCHESTRATOR_ACME_BALANCER_URL", "http://127.0.0.1:8081"),
            Map.entry("PAZ_ORCHESTRATOR_REQUEST_LOG", "/home/p/.paz/haproxy/log.sock"),
            Map.entry("PAZ_ORCHESTRATOR_REQUEST_LOG_USER", ""),
            Map.entry("PAZ_ORCHESTRATOR_REQUEST_LOG_DATA", "/home/p/.paz/data/requests"),
            Map.entry("PAZ_HOST_BACKUPS", "/home/p/.paz/backups/host"),
            Map.entry("PAZ_HOST_KEEP_BACKUPS", "1"),
            Map.entry("PAZ_HOST_TOKEN_FILE", "/home/p/.paz/fleet-token"),
            Map.entry("PAZ_SCHEDULER_ENGINE_TOKEN_FILE", "/home/p/.paz/fleet-token"),
            Map.entry("PAZ_ORCHESTRATOR_ENGINE_TOKEN_FILE", "/home/p/.paz/fleet-token"),
            Map.entry("PAZ_HOST_DATA", "/home/p/.paz/data/host"),
            Map.entry("PAZ_HOST_UNITS", "/home/p/.paz/host/units"),
            Map.entry(
                    "PAZ_HOST_UNIT_SETTINGS",
                    "PAZ_ETCD_ENDPOINTS=https://127.0.0.1:2379 ETCDCTL_CACERT=/home/p/.paz/certificates/announcer/ca.crt"
                            + " ETCDCTL_CERT=/home/p/.paz/certificates/announcer/tls.crt ETCDCTL_KEY=/home/p/.paz/certificates/announcer/tls.key PAZ_HTTP_PORT=8080"),
            Map.entry("PAZ_HOST_ETCD_ENDPOINTS", "https://127.0.0.1:2379"),
            Map.entry("PAZ_HOST_ANNOUNCER_SOCKET", "/home/p/.paz/host/announcer.sock"),
            Map.entry("PAZ_HOST_PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            Map.entry("PAZ_ORCHESTRATOR_BALANCER_URLS", "http://127.0.0.1:8404"),
            Map.entry("PAZ_ORCHESTRATOR_CADVISOR_URL", "http://127.0.0.1:49153"),
            Map.entry("PAZ_ORCHESTRATOR_ENGINE_TOKEN", "true"),
            Map.entry("PAZ_ORCHESTRATOR_ETCD_ENDPOINT", "https://127.0.0.1:2379"),
            Map.entry("PAZ_ORCHESTRATOR_FLEET_URL", "http://127.0.0.1:49153"),
            Map.entry("PAZ_ORCHESTRATOR_JOURNAL_URL", "http://127.0.0.1:49153"),
            Map.entry("PAZ_ORCHESTRATOR_SCHEDULER_URL", "http://127.0.0.1:9002"),
            Map.entry("PAZ_ORCHESTRATOR_SVCDIR_URL", "http://127.0.0.1:9001"),
            Map.entry("PAZ_SCHEDULER_BALANCER_URLS", "http://127.0.0.1:8404"),
            Map.entry("PAZ_SCHEDULER_BACKUPS", "/home/p/.paz/backups/scheduler"),
            Map.entry("PAZ_SCHEDULER_KEEP_BACKUPS", "1"),
            Map.entry("PAZ_SCHEDULER_DATA", "/home/p/.paz/data/scheduler"),
            Map.entry("PAZ_SCHEDULER_ENGINE_TOKEN", "true"),
            Map.entry("PAZ_SCHEDULER_ETCD_ENDPOINT", "https://127.0.0.1:2379"),
            Map.entry("PAZ_SCHEDULER_FLEET_URL", "http://127.0.0.1:49153"),
            Map.entry("PAZ_SCHEDULER_JOURNAL_URL", "http://127.0.0.1:49153"),
            Map.entry("PAZ_SCHEDULER_SVCDIR_URL", "http://127.0.0.1:9001"),
            Map.entry("PAZ_SCHEDULER_UNIT_ETCD_ENDPOINTS", "https://127.0.0.1:2379"),
            Map.entry("PAZ_SERVICE_DIRECTORY_VOLUME_PATHS", ""),
            Map.entry("PAZ_SERVICE_DIRECTORY_TCP_PORTS", ""),
            Map.entry("PAZ_HAPROXY_TCP_PORTS", ""),
            Map.entry("PAZ_SERVICE_DIRECTORY_BACKUPS", "/home/p/.paz/backups/directory"),
            Map.entry("PAZ_SERVICE_DIRECTORY_KEEP_BACKUPS", "1"),
            Map.entry("PAZ_SERVICE_DIRECTORY_DATA", "/home/p/.paz/data/directory"),
            Map.entry("PAZ_SERVICE_DIRECTORY_RESERVED_PORTS", "8080,8081,8404,9000,9001,9002,49153,2379,2380"));

    @Test
    void the_platforms_domain_reaches_haproxy_and_the_keeper_of_certificates() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_DOMAIN", "paz.example.org");
        assertThat(new PartSettings(given).all())
                .containsEntry("PAZ_HAPROXY_DOMAIN", "paz.example.org")
                .containsEntry("PAZ_ORCHESTRATOR_DOMAIN", "paz.example.org");
    }

    @Test
    void folders_that_services_may_mount_reach_the_directory() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_VOLUME_PATHS", "/srv/a,/srv/b");
        assertThat(new PartSettings(given).all()).containsEntry("PAZ_SERVICE_DIRECTORY_VOLUME_PATHS", "/srv/a,/srv/b");
        assertThat(new PartSettings(given).all().get("PAZ_HOST_UNIT_SETTINGS"))
                .endsWith(" PAZ_VOLUME_PATHS=/srv/a,/srv/b");

        given.put("PAZ_VOLUME_PATHS", "/srv/a b");
        assertThat(new PartSettings(given).all().get("PAZ_HOST_UNIT_SETTINGS")).doesNotContain("PAZ_VOLUME_PATHS");
    }

    @Test
    void who_keeps_a_zone_reaches_the_orchestrator() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_ACME_CHALLENGE", "dns");
        given.put("PAZ_ACME_DNS_ZONES", "example.org");
        given.put("PAZ_DNS_SERVER", "ns1.example.org:53");
        given.put("PAZ_DNS_KEY_FILE", "/etc/key");
        given.put("PAZ_DNS_ACCOUNT", "");
        assertThat(new PartSettings(given).all())
                .containsEntry("PAZ_ORCHESTRATOR_ACME_CHALLENGE", "dns")
                .containsEntry("PAZ_ORCHESTRATOR_ACME_DNS_ZONES", "example.org")
                .containsEntry("PAZ_ORCHESTRATOR_DNS_SERVER", "ns1.example.org:53")
                .containsEntry("PAZ_ORCHESTRATOR_DNS_KEY_FILE", "/etc/key")
                .doesNotContainKey("PAZ_ORCHESTRATOR_DNS_ACCOUNT");
    }

    @Test
    void public_ports_for_tcp_services_reach_haproxy_and_the_directory() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_TCP_PORTS", "20000-20099");
        assertThat(new PartSettings(given).all())
                .containsEntry("PAZ_SERVICE_DIRECTORY_TCP_PORTS", "20000-20099")
                .containsEntry("PAZ_HAPROXY_TCP_PORTS", "20000-20099");
    }

    @Test
    void all_who_are_called_by_people_share_one_audit_log() {
        for (String part : List.of("ORCHESTRATOR", "SCHEDULER", "SERVICE_DIRECTORY")) {
            assertThat(new PartSettings(GIVEN).all())
                    .containsEntry("PAZ_" + part + "_AUDIT", "/home/p/.paz/data/audit");
        }
    }

    @Test
    void the_orchestrator_gets_the_identity_provider_where_there_is_one() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_OIDC_ISSUER", "https://id.example.org");
        given.put("PAZ_OIDC_ROLES", "");
        assertThat(new PartSettings(given).all())
                .containsEntry("PAZ_ORCHESTRATOR_OIDC_ISSUER", "https://id.example.org")
                .doesNotContainKey("PAZ_ORCHESTRATOR_OIDC_ROLES");
    }

    @Test
    void every_part_gets_its_folders_ports_and_neighbours() {
        Map<String, String> derived = new TreeMap<>(new PartSettings(GIVEN).all());
        derived.keySet().removeAll(GIVEN.keySet());

        assertThat(derived).isEqualTo(new TreeMap<>(DERIVED));
    }

    @Test
    void the_host_knows_the_token_of_its_own_door_only() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_TOKEN_FILE", "/home/p/.paz/token");
        Map<String, String> all = new PartSettings(given).all();

        assertThat(all)
                .containsEntry("PAZ_HOST_TOKEN_FILE", "/home/p/.paz/fleet-token")
                .containsEntry("PAZ_SCHEDULER_ENGINE_TOKEN_FILE", "/home/p/.paz/fleet-token")
                .containsEntry("PAZ_ORCHESTRATOR_ENGINE_TOKEN_FILE", "/home/p/.paz/fleet-token");
        assertThat(PartSettings.ofHost(all)).containsEntry("PAZ_TOKEN_FILE", "/home/p/.paz/fleet-token");
        assertThat(all).containsEntry("PAZ_TOKEN_FILE", "/home/p/.paz/token");
    }

    @Test
    void an_insecure_platform_listens_on_loopback_only() {
        Map<String, String> insecure = new HashMap<>(GIVEN);
        insecure.put("PAZ_INSECURE", "true");

        assertThat(new PartSettings(insecure).all()).containsEntry("PAZ_HAPROXY_PUBLIC_BIND", "127.0.0.1:8081");
    }

    @Test
    void what_is_given_wins() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_SCHEDULER_DATA", "/elsewhere");

        assertThat(new PartSettings(given).all()).containsEntry("PAZ_SCHEDULER_DATA", "/elsewhere");
    }

    @Test
    void units_get_todays_addresses_and_the_id_of_the_platform() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_HOST_IP", "172.17.0.1");
        given.put("PAZ_PLATFORM", "5f0c");
        given.put("PAZ_NETWORK", "paz-5f0c");

        assertThat(new PartSettings(given).all())
                .containsEntry(
                        "PAZ_HOST_UNIT_SETTINGS",
                        "PAZ_ETCD_ENDPOINTS=https://127.0.0.1:2379 ETCDCTL_CACERT=/home/p/.paz/certificates/announcer/ca.crt"
                                + " ETCDCTL_CERT=/home/p/.paz/certificates/announcer/tls.crt ETCDCTL_KEY=/home/p/.paz/certificates/announcer/tls.key PAZ_HOST_IP=172.17.0.1 PAZ_PLATFORM=5f0c PAZ_NETWORK=paz-5f0c"
                                + " PAZ_HTTP_PORT=8080");
    }

    @Test
    void units_find_programs_where_whoever_runs_the_platform_does_but_the_systems_first() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PATH", "/home/p/bin:/usr/bin:relative::/opt/gcloud/bin");

        assertThat(new PartSettings(given).all())
                .containsEntry(
                        "PAZ_HOST_PATH",
                        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/home/p/bin:/opt/gcloud/bin");
    }

    @Test
    void a_missing_port_is_named() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.remove("PAZ_ETCD_PORT");

        assertThatThrownBy(() -> new PartSettings(given).all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PAZ_ETCD_PORT is not set");
    }

    @Test
    void containers_reach_services_through_the_bridge_of_docker_only() {
        Map<String, String> given = new HashMap<>(GIVEN);
        given.put("PAZ_HOST_IP", "172.17.0.1");
        given.put("PAZ_BRIDGE_NETWORK", "172.17.0.1/16");

        assertThat(new PartSettings(given).all())
                .containsEntry("PAZ_HAPROXY_INTERNAL_BIND", "127.0.0.1:8080")
                .containsEntry("PAZ_HAPROXY_BRIDGE_BIND", "172.17.0.1:8080")
                .containsEntry("PAZ_HAPROXY_BRIDGE_NETWORK", "172.17.0.1/16");
    }
}
