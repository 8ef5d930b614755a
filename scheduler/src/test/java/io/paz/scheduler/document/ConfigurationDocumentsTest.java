package io.paz.scheduler.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.api.directory.ServiceConfiguration;
import io.paz.engine.spec.Confinement;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.ServiceConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationDocumentsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FULL = """
            {"publicFacing":true,"numInstances":3,"ports":[{"container":8080,"protocol":"tcp","publicPort":20025,"proxyProtocol":true},{"container":9,"host":7000}],"env":{"Z":"1","A":"$x"},\
            "volume":{"data":"/data"},"user":"1000","healthCheck":{"path":"/health","intervalSeconds":5,"timeoutSeconds":3,\
            "healthyAfter":2,"unhealthyAfter":4,"startPeriodSeconds":60,"host":"shop.example:80","method":"HEAD","expectedStatus":"204"},\
            "stopTimeoutSeconds":0,"resources":{"memory":"64m","cpus":0.5},"domains":["shop.example.com"],\
            "strategy":{"type":"canary","steps":[5,25],"stepSeconds":60,"minRequests":50,"maxErrorIncrease":0.01,"maxSlowdown":2.0},\
            "command":["sh"],"labels":{"team":"a"},"pull":"if-missing","sharedVolumes":["data"],"responseTimeoutSeconds":3600,\
            "upstreams":["orders"],"confinement":{"pids":4096,"noNewPrivileges":false,"addCapabilities":["NET_RAW"]},\
            "routes":[{"host":"www.example.com","path":"/api","stripPrefix":true},\
            {"path":"/old","redirect":{"url":"/new","permanent":true,"keepPath":false}}],"httpsRedirect":false,"hstsSeconds":0,\
            "proxy":{"maxBodyBytes":1000,"allowedNetworks":["10.0.0.0/8","fd00::/8"],\
            "maintenance":{"page":"<p>back\\nsoon","retryAfterSeconds":60},\
            "idleTimeoutSeconds":7200,"maxConnections":50,"queueTimeoutSeconds":5,"rateLimit":{"requests":100,"seconds":60},\
            "compression":true,"requestHeaders":{"set":{"X-A":"b c"},"remove":["X-D","X-E"]},"stickySessions":true,\
            "basicAuth":{"realm":"The shop","users":[{"name":"ann"},{"name":"bob"}],"passCredentials":true},\
            "responseHeaders":{"set":{"X-A":"b c"},"add":{"X-B":"set X-A d"},"remove":["Server"]},"errorPages":{"503":"<p>","504":"<b>"}}}""";
    private static final String SMALL =
            "{\"publicFacing\":false,\"numInstances\":1,\"ports\":[],\"env\":{},\"volume\":{}}";

    @Test
    void every_field_is_written_as_it_was_read() {
        assertThat(JSON.writeValueAsString(ConfigurationDocuments.write(read(FULL))))
                .isEqualTo(FULL);
        assertThat(JSON.writeValueAsString(ConfigurationDocuments.write(read(SMALL))))
                .isEqualTo(SMALL);
    }

    @Test
    void a_hash_of_a_password_is_kept_and_never_written() {
        ServiceConfig config =
                read(FULL.replace("{\"name\":\"bob\"}", "{\"name\":\"bob\",\"passwordHash\":\"$5$a$b\"}"));
        assertThat(config.proxySettings()).containsEntry("user-2", "bob $5$a$b");
        assertThat(JSON.writeValueAsString(ConfigurationDocuments.write(config)))
                .isEqualTo(FULL);
    }

    @Test
    void what_is_absent_has_its_default() {
        ServiceConfig config = read(SMALL);
        HealthCheck health = config.health();
        assertThat(config.pullsAlways()).isTrue();
        assertThat(config.sharedVolumeNames()).isEmpty();
        assertThat(config.responseTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.upstreamNames()).isEmpty();
        assertThat(config.redirectsToHttps()).isTrue();
        assertThat(config.hstsSeconds()).isNull();
        assertThat(config.containerConfinement())
                .isEqualTo(new Confinement(
                        "1g",
                        2048,
                        true,
                        List.of(
                                "CHOWN",
                                "DAC_OVERRIDE",
                                "FOWNER",
                                "FSETID",
                                "KILL",
                                "NET_BIND_SERVICE",
                                "SETGID",
                                "SETPCAP",
                                "SETUID",
                                "SYS_CHROOT")));
        assertThat(health.hostHeader("shop")).isEqualTo("shop.paz");
        assertThat(health.httpMethod()).isEqualTo("GET");
        assertThat(health.statusRanges()).isEqualTo("200-399");
    }

    @Test
    void what_is_given_is_used() {
        ServiceConfig config = read(FULL);
        HealthCheck health = config.health();
        assertThat(config.pullsAlways()).isFalse();
        assertThat(config.sharedVolumeNames()).containsExactly("data");
        assertThat(config.responseTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(config.upstreamNames()).isEqualTo(List.of("orders"));
        assertThat(config.redirectsToHttps()).isFalse();
        assertThat(config.hstsSeconds()).isZero();
        assertThat(config.containerConfinement().memory()).isEqualTo("64m");
        assertThat(config.containerConfinement().pids()).isEqualTo(4096);
        assertThat(config.containerConfinement().noNewPrivileges()).isFalse();
        assertThat(config.containerConfinement().capabilities()).contains("CHOWN", "NET_RAW");
        assertThat(health.hostHeader("shop")).isEqualTo("shop.example:80");
        assertThat(health.httpMethod()).isEqualTo("HEAD");
        assertThat(health.statusRanges()).isEqualTo("204");
    }

    private static ServiceConfig read(String document) {
        return ConfigurationDocuments.read(JSON.readValue(document, ServiceConfiguration.class));
    }
}
