package io.paz.orchestrator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.paz.http.PazService;
import io.paz.orchestrator.Orchestrator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** The page as a browser gets it. */
final class PageTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/=]{24})'");
    private static final Pattern ASSET = Pattern.compile("/ui/assets/[A-Za-z0-9_.-]+");

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        assumeThat(new ClassPathResource("io/paz/webui/index.html").exists())
                .as("the web page is built")
                .isTrue();
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        service =
                Orchestrator.start(Map.of(), "--port=0", "--token-file=" + token, "--etcd-endpoint=http://127.0.0.1:9");
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    private static HttpResponse<InputStream> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PazService.port(service) + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String nonce(HttpResponse<InputStream> answer) {
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        return NONCE.matcher(policy).results().findFirst().orElseThrow().group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui", "/ui/", "/ui/services/demo-api/overview", "/ui/sign-in"})
    void every_path_of_the_page_is_the_page(String path) throws Exception {
        HttpResponse<InputStream> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(text(answer)).contains("<title>Paz</title>").doesNotContain("PAZ_NONCE");
    }

    @Test
    void the_policy_lets_nothing_in_from_elsewhere_and_no_inline_script() throws Exception {
        HttpResponse<InputStream> answer = get("/ui");
        String nonce = nonce(answer);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .contains(
                        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                                .formatted(nonce));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String html = text(answer);
        assertThat(html).contains("nonce=\"" + nonce + "\"");
        assertThat(html.replaceAll("(?s)<script [^>]*src=\"/ui/assets/[^>]*></script>", ""))
                .doesNotContain("<script");
    }

    @Test
    void each_answer_has_its_own_nonce() throws Exception {
        assertThat(nonce(get("/ui"))).isNotEqualTo(nonce(get("/ui")));
    }

    @Test
    void everything_that_the_page_names_is_there_compressed_and_for_ever() throws Exception {
        String html = text(get("/ui"));
        assertThat(ASSET.matcher(html).results().map(MatchResult::group).distinct())
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(asset -> {
                    HttpResponse<InputStream> plain = get(asset);
                    HttpResponse<InputStream> small = get(asset, "Accept-Encoding", "gzip");
                    assertThat(plain.headers().firstValue("Cache-Control"))
                            .contains("max-age=31536000, public, immutable");
                    assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
                    assertThat(small.headers().firstValue("Content-Type"))
                            .isEqualTo(plain.headers().firstValue("Content-Type"));
                    assertThat(new GZIPInputStream(small.body()).readAllBytes())
                            .isEqualTo(plain.body().readAllBytes());
                });
    }

    @ParameterizedTest
    @CsvSource({
        "/, 302",
        "/ui/assets/no-such.js, 404",
        "/ui/assets/..%2Findex.html, 404",
        "/ui/assets/%2e%2e/%2e%2e/orchestrator/config/openapi.yaml, 404",
        "/cluster, 401",
        "/services, 401",
        "/services/ui, 401",
        "/uix, 401",
        "/index.html, 401"
    })
    void nothing_else_is_shadowed_or_opened(String path, int status) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(status);
    }

    @Test
    void the_door_leads_to_the_page() throws Exception {
        assertThat(get("/").headers().firstValue("Location")).contains("/ui");
    }

    @Test
    void the_command_line_is_one_file_that_is_sent_again_only_when_it_changed() throws Exception {
        HttpResponse<InputStream> file = get("/cli/paz");
        assertThat(file.statusCode()).isEqualTo(200);
        byte[] bytes = file.body().readAllBytes();
        assertThat(new String(bytes, 0, 10, StandardCharsets.US_ASCII)).isEqualTo("#!/bin/sh\n");
        assertThat(bytes)
                .isEqualTo(new ClassPathResource("io/paz/cli/download/paz").getContentAsByteArray())
                .hasSizeLessThan(4 * 1024 * 1024);
        String tag = file.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/cli/paz", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get("/cli/paz", "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
        assertThat(get("/cli/other").statusCode()).isEqualTo(401);
    }
}
