package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeveralServicesTest {

    @Test
    void runSideBySideAndStopAlone() throws Exception {
        try (TestService first = TestService.start("--insecure")) {
            try (TestService second = TestService.start("--insecure")) {
                assertThat(first.port()).isNotEqualTo(second.port());
                assertThat(isHealthy(first)).isTrue();
                assertThat(isHealthy(second)).isTrue();
            }
            assertThat(isHealthy(first)).isTrue();
        }
    }

    private static boolean isHealthy(TestService service) throws Exception {
        return service.sendWithoutToken("GET", "/health", "").statusCode() == 200;
    }
}
