package io.paz.orchestrator.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rules as those of HAProxy's template. */
final class KeyReaderTest {

    private static final String INSTANCE = "/paz/services/web/1/1";

    private static RoutingTable read(String key, String value) {
        TreeMap<String, String> entries = new TreeMap<>(Map.of("/paz/config/hosts/10.0.0.1", ""));
        entries.put(key, value);
        return KeyReader.read(entries);
    }

    @Test
    void a_service_with_all_that_may_be_said_of_it() {
        TreeMap<String, String> entries = new TreeMap<>(Map.of(
                "/paz/config/hosts/10.0.0.1", "",
                "/paz/config/domain", "example.org",
                "/paz/config/services/web/visibility", "public",
                "/paz/config/services/web/domains/web.example.com", "",
                "/paz/config/services/web/versions/3/weight", "256",
                "/paz/config/services/web/versions/3/health-path", "/health?x=%20",
                "/paz/config/services/web/versions/3/health-rise", "2",
                "/paz/services/web/3/12", "10.0.0.1:65535",
                "/paz/services/paz-scheduler", "10.0.0.1:9002"));
        entries.put("/paz/config/services/web/response-timeout", "86400");
        entries.put("/paz/config/services/web/https-redirect", "off");
        entries.put("/paz/config/services/web/hsts", "63072000");
        entries.put("/paz/config/services/web/proxy/max-body", "1000");
        entries.put("/paz/config/services/web/proxy/networks", "10.0.0.0/8 fd00::1");
        entries.put("/paz/config/services/web/proxy/maintenance", "");
        entries.put("/paz/config/services/web/proxy/idle-timeout", "86400");
        entries.put("/paz/config/services/web/proxy/rate-requests", "1000000");
        entries.put("/paz/config/services/web/proxy/compression", "gzip");
        entries.put("/paz/config/services/web/proxy/header-1", "X-Y a b");
        entries.put("/paz/config/services/web/proxy/header-40", "Accept-Encoding");
        entries.put("/paz/config/services/web/proxy/response-header-1", "add X-Y a b");
        entries.put("/paz/config/services/web/proxy/response-header-40", "del Server");
        entries.put("/paz/config/services/web/proxy/basic-auth", "drop");
        entries.put("/paz/config/services/web/proxy/error-page-503", "<p>");
        entries.put("/paz/config/services/web/proxy/error-page-504", "<p>");
        entries.put("/paz/config/services/web/proxy/realm", "The shop");
        entries.put("/paz/config/services/web/proxy/user-50", "ann@example.org $5$rounds=1000$abc$Mz4DiYKT./");
        entries.put("/paz/config/services/web/proxy/maintenance-page", "<p>\n\u00fc");
        entries.put("/paz/config/services/web/versions/3/health-host", "shop.example:8080");
        entries.put("/paz/config/services/web/versions/3/health-method", "HEAD");
        entries.put("/paz/config/services/web/versions/3/health-status", "200-299,304");
        RoutingTable table = KeyReader.read(entries);

        assertThat(table.skipped()).isEmpty();
        assertThat(table.domain()).isEqualTo("example.org");
        assertThat(table.parts()).containsExactly(Map.entry("paz-scheduler", new Address("10.0.0.1", 9002)));
        RoutedService web = table.services().get("web");
        assertThat(web.publicFacing()).isTrue();
        assertThat(web.domains()).containsExactly("web.example.com");
        assertThat(web.versions())
                .containsExactly(Map.entry(
                        3, new RoutedVersion(256, new TreeMap<>(Map.of(12, new Address("10.0.0.1", 65535))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.1",
                "10.0.0.1:0",
                "10.0.0.1:65536",
                "10.0.0.1:080",
                "10.0.0.1:80 backup",
                "10.0.0.1:80\n http-request return status 200",
                "10.0.0.2:80",
                "169.254.169.254:80",
                "unix@/var/run/docker.sock",
                "\"${HOME}\":80",
                "010.0.0.1:80",
                "10.0.0.1:80:80",
                "10.0.0.1:8O"
            })
    void an_address_of_another_shape_is_skipped(String address) {
        RoutingTable table = read(INSTANCE, address);

        assertThat(table.services().get("web").versions()).isEmpty();
        assertThat(table.skipped())
                .containsExactly(new SkippedKey(INSTANCE, address, "web", "expected: " + Address.EXPECTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255"})
    void an_address_that_is_no_host_of_services_is_skipped_although_it_is_listed(String host) {
        TreeMap<String, String> entries = new TreeMap<>(
                Map.of("/paz/config/hosts/10.0.0.1", "", "/paz/config/hosts/" + host, "", INSTANCE, host + ":80"));

        assertThat(KeyReader.read(entries).skipped())
                .containsExactly(new SkippedKey(INSTANCE, host + ":80", "web", "expected: " + Address.EXPECTED));
    }

    @Test
    void instances_on_loopback_are_routed_to_where_all_hosts_are_there() {
        TreeMap<String, String> entries =
                new TreeMap<>(Map.of("/paz/config/hosts/127.0.0.1", "", INSTANCE, "127.0.0.1:80"));

        assertThat(KeyReader.read(entries).skipped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/paz/services/Web/1/1, 10.0.0.1:80,",
        "/paz/services/w/1/1, 10.0.0.1:80,",
        "/paz/services/web-/1/1, 10.0.0.1:80,",
        "/paz/services/paz-x/1/1, 10.0.0.1:80,",
        "/paz/services//1/1, 10.0.0.1:80,",
        "/paz/services/web/01/1, 10.0.0.1:80, web",
        "/paz/services/web/1/0, 10.0.0.1:80, web",
        "/paz/services/web/1, 10.0.0.1:80, web",
        "/paz/services/web/1/1/1, 10.0.0.1:80, web",
        "/paz/services/web/1234567890/1, 10.0.0.1:80, web",
        "/paz/services/web, 10.0.0.1:80,",
        "/paz/services/paz-, 10.0.0.1:80,",
        "/paz/services/paz-web, 10.0.0.9:80,",
        "/paz/config/domain, nodot,",
        "/paz/config/domain, a..b,",
        "/paz/config/services/web/domains/x.paz, '', web",
        "/paz/config/services/web/domains/UPPER.org, '', web",
        "/paz/config/services/web/domains/paz-x.org, '', web",
        "/paz/config/services/web/versions/x/weight, 1, web",
        "/paz/config/services/web/versions/1/weight, 257, web",
        "/paz/config/services/web/versions/1/weight, -1, web",
        "/paz/config/services/web/versions/1/health-rise, 0, web",
        "/paz/config/services/web/versions/1/health-interval, 10000, web",
        "/paz/config/services/web/versions/1/health-path, //evil, web",
        "/paz/config/services/web/versions/1/health-path, /a b, web",
        "/paz/config/services/web/versions/1/health-path, x, web",
        "/paz/config/services/web/versions/1/health-host, a b, web",
        "/paz/config/services/web/versions/1/health-host, '', web",
        "/paz/config/services/web/versions/1/health-method, POST, web",
        "/paz/config/services/web/versions/1/health-method, get, web",
        "/paz/config/services/web/versions/1/health-status, 2xx, web",
        "/paz/config/services/web/versions/1/health-status, '200,', web",
        "/paz/config/services/web/versions/1/health-status, 299-200, web",
        "/paz/config/services/web/versions/1/health-status, 200-299-300, web",
        "/paz/config/services/web/versions/1/health-status, 099, web",
        "/paz/config/services/web/versions/1/health-status, '200 backup', web",
        "/paz/config/services/web/response-timeout, 0, web",
        "/paz/config/services/web/response-timeout, 86401, web",
        "/paz/config/services/web/response-timeout, 3s, web",
        "/paz/config/services/web/https-redirect, on, web",
        "/paz/config/services/web/https-redirect, OFF, web",
        "/paz/config/services/web/hsts, -1, web",
        "/paz/config/services/web/proxy/max-body, 1k, web",
        "/paz/config/services/web/proxy/networks, example.org, web",
        "/paz/config/services/web/proxy/maintenance, soon, web",
        "/paz/config/services/web/proxy/other, 1, web",
        "/paz/config/services/web/proxy/rate-requests, 0, web",
        "/paz/config/services/web/proxy/compression, br, web",
        "/paz/config/services/web/proxy/header-1, X_Y 1, web",
        "/paz/config/services/web/proxy/response-header-1, X-Y 1, web",
        "/paz/config/services/web/proxy/response-header-1, set X-Y, web",
        "/paz/config/services/web/proxy/basic-auth, on, web",
        "/paz/config/services/web/proxy/user-51, (not shown), web",
        "/paz/config/services/web/proxy/error-page-502, <p>, web",
        "/paz/config/services/web/proxy/header-41, X-Y 1, web",
        "/paz/config/services/web/hsts, 1000000000, web",
        "/paz/config/services/web/hsts, '1; x', web",
        "/paz/config/services/web/visibility, Public, web"
    })
    void what_the_template_leaves_out_is_named(String key, String value, String service) {
        RoutingTable table = read(key, value);

        assertThat(table.skipped()).hasSize(1);
        assertThat(table.skipped().get(0).key()).isEqualTo(key);
        assertThat(table.skipped().get(0).value()).isEqualTo(value);
        assertThat(table.skipped().get(0).service()).isEqualTo(service);
        assertThat(table.skipped().get(0).reason()).startsWith("expected: ");
    }

    @Test
    void a_long_value_is_shown_in_part() {
        assertThat(read(INSTANCE, "x".repeat(1000)).skipped().get(0).value()).isEqualTo("x".repeat(200) + "...");
    }
}
