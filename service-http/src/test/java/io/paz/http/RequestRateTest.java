package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits over real HTTP. */
final class RequestRateTest {

    @TempDir
    private Path folder;

    @Test
    void one_address_fills_neither_anothers_limit_nor_the_administrators_nor_that_of_probes() throws Exception {
        try (TestService service = TestService.startWithToken(folder, "--address-rate", "1")) {
            HttpResponse<String> refused = deliver(service, "192.0.2.1");
            for (int i = 0; i < 40 && refused.statusCode() != 429; i++) {
                refused = deliver(service, "192.0.2.1");
            }

            assertThat(refused.statusCode()).as("of 40 deliveries at once").isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After"))
                    .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-9][0-9]*"));
            assertThat(refused.body()).contains("\"code\":\"too_many_requests\"", "--address-rate");
            assertThat(deliver(service, "192.0.2.2").statusCode()).isEqualTo(200);
            for (int i = 0; i < 20; i++) {
                assertThat(service.send("POST", "/services", "", "X-Forwarded-For", "192.0.2.1")
                                .statusCode())
                        .isEqualTo(200);
                assertThat(service.sendWithoutToken("GET", "/health", "", "X-Forwarded-For", "192.0.2.1")
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void where_no_credential_is_asked_for_nobody_is_limited() throws Exception {
        try (TestService service = TestService.start("--insecure", "--address-rate", "1")) {
            for (int i = 0; i < 40; i++) {
                assertThat(deliver(service, "192.0.2.1").statusCode()).isEqualTo(200);
            }
        }
    }

    private static HttpResponse<String> deliver(TestService service, String address) throws Exception {
        return service.sendWithoutToken("POST", "/hooks/x", "body", "X-Forwarded-For", address);
    }
}
