package io.paz.orchestrator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.http.PazService;
import io.paz.orchestrator.Orchestrator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

final class DnsRoutesTest {

    private static HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + PazService.port(service) + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void without_a_zone_nothing_is_set_and_nobody_is_called() throws Exception {
        try (ConfigurableApplicationContext service = Orchestrator.start(
                Map.of(),
                "--port=0",
                "--insecure",
                "--etcd-endpoint=http://127.0.0.1:9",
                "--dns-url=http://127.0.0.1:9")) {
            assertThat(get(service, "/cluster/dns").body())
                    .isEqualTo("{\"enabled\":false,\"names\":[],\"conflicts\":[]}");
            assertThat(get(service, "/cluster/dns/web").statusCode()).isEqualTo(404);
            assertThat(service.getBeanNamesForType(DnsKeeper.class)).isEmpty();
        }
    }

    @Test
    void a_zone_needs_an_account() {
        assertThatThrownBy(() -> Orchestrator.start(
                        Map.of(),
                        "--port=0",
                        "--insecure",
                        "--etcd-endpoint=http://127.0.0.1:9",
                        "--dns-zone=example.com"))
                .rootCause()
                .hasMessage(
                        "--dns-account: value is missing (expected: one, because --dns-zone or --acme-dns-zones is given)");
    }
}
