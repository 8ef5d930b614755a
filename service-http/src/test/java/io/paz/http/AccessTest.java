package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paz.http.option.InvalidOptionException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    @TempDir
    Path folder;

    @Test
    void wantsTheTokenOnEveryRouteButTheOpenOnes() throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            for (String path : new String[] {"/things/a", "/metrics", "/openapi.yaml", "/nowhere", "/health/x"}) {
                HttpResponse<String> answer = service.sendWithoutToken("GET", path, "");
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"paz\"");
                assertThat(answer.body()).contains("\"code\":\"unauthorized\"").contains("PAZ_TOKEN_FILE");
            }
            assertThat(status(service, "POST", "/health")).isEqualTo(401);
            assertThat(status(service, "OPTIONS", "/things/a")).isEqualTo(401);
            assertThat(status(service, "GET", "/health")).isEqualTo(200);
            assertThat(status(service, "GET", "/health/")).isEqualTo(200);
            assertThat(status(service, "HEAD", "/health")).isEqualTo(200);
            assertThat(service.sendWithoutToken("POST", "/hooks/s", "1234").body())
                    .isEqualTo("4");
        }
    }

    @Test
    void takesTheTokenAsBearerOrAsThePasswordOfBasic() throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            assertThat(authorized(service, "Bearer " + TestService.TOKEN)).isEqualTo(200);
            assertThat(authorized(service, "bearer  " + TestService.TOKEN)).isEqualTo(200);
            assertThat(authorized(service, basic("paz:" + TestService.TOKEN))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer a-token-for-test",
                "Bearer a-token-for-testsx",
                "a-token-for-tests",
                "Basic a-token-for-tests",
                "Basic cGF6Og==",
                "Basic !!!",
                "Digest a-token-for-tests"
            })
    void refusesAnotherToken(String authorization) throws Exception {
        try (TestService service = TestService.startWithToken(folder)) {
            assertThat(authorized(service, authorization)).isEqualTo(401);
        }
    }

    @Test
    void doesNotStartWithoutATokenUnlessInsecure() throws Exception {
        assertRefused(
                "--token-file: value is missing (expected: a file with the token, or --insecure for experiments)");
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> TestService.start("--token-file", empty.toString()))
                .withMessageContaining("holds no token");
        assertRefused(
                "--bind: value \"0.0.0.0\" (expected: a loopback address, because of --insecure)",
                "--insecure",
                "--bind",
                "0.0.0.0");
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> TestService.start(arguments))
                .withMessage(message);
    }

    @Test
    void keepsForeignWebPagesOutWhenInsecure() throws Exception {
        try (TestService service = TestService.start("--insecure")) {
            assertThat(status(service, "GET", "/things/a")).isEqualTo(200);
            assertThat(statusLine(service, "GET", "evil.example")).contains(" 403 ");
            assertThat(statusLine(service, "GET", "127.0.0.1.evil.example")).contains(" 403 ");
            assertThat(statusLine(service, "GET", "localhost:9001")).contains(" 200 ");
            assertThat(statusLine(service, "GET", "paz.LOCALHOST")).contains(" 200 ");
            assertThat(statusLine(service, "GET", "[::1]:80")).contains(" 200 ");
            assertThat(written(service, "http://evil.example")).isEqualTo(403);
            assertThat(written(service, "null")).isEqualTo(403);
            assertThat(written(service, "http://127.0.0.1:1")).isEqualTo(403);
            assertThat(written(service, "http://127.0.0.1:" + service.port())).isEqualTo(200);
        }
    }

    @Test
    void answersNoBrowserQuestionsUnlessOriginsAreConfigured() throws Exception {
        try (TestService service = TestService.start("--insecure")) {
            HttpResponse<String> answer = preflight(service, "http://page.example");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        try (TestService service =
                TestService.startWithToken(folder, "--cors-origins", "http://page.example, http://b")) {
            HttpResponse<String> allowed = preflight(service, "http://page.example");
            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("http://page.example");
            HttpResponse<String> refused = preflight(service, "http://evil.example");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("\"code\":\"forbidden\"");
        }
    }

    private static HttpResponse<String> preflight(TestService service, String origin) throws Exception {
        return service.sendWithoutToken(
                "OPTIONS", "/things", "", "Origin", origin, "Access-Control-Request-Method", "POST");
    }

    private static int written(TestService service, String origin) throws Exception {
        return service.sendWithoutToken("POST", "/hooks/s", "x", "Origin", origin)
                .statusCode();
    }

    private static int authorized(TestService service, String authorization) throws Exception {
        return service.sendWithoutToken("GET", "/things/a", "", "Authorization", authorization)
                .statusCode();
    }

    private static int status(TestService service, String method, String path) throws Exception {
        return service.sendWithoutToken(method, path, "").statusCode();
    }

    /** Java's client sets the header Host by itself; this one says what it is told to. */
    private static String statusLine(TestService service, String method, String host) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            String request = "%s /things/a HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(method, host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
