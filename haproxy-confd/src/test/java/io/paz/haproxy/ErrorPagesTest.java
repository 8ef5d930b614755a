package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What HAProxy answers where no instance does: which service it is, what to look at, and by which id it is found again. */
class ErrorPagesTest extends RealParts {

    private static final String HTML = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
    private static final String REQUEST = "X-Request-Id: request-0001\r\n";

    @Test
    void a_page_names_the_service_and_the_request() throws Exception {
        startAll();
        put("/paz/config/services/asleep/visibility", "internal");
        put("/paz/config/services/demo-api/response-timeout", "1");
        put("/paz/services/demo-api/1/1", instance("one").address());
        put("/paz/config/services/cut-off/visibility", "internal");
        try (ServerSocket cutting = cutting()) {
            put("/paz/services/cut-off/1/1", "127.0.0.1:" + cutting.getLocalPort());
            awaitStatus(internal, "asleep.paz", 503);
            awaitStatus(internal, "demo-api.paz", 200);
            awaitStatus(internal, "cut-off.paz", 502);

            assertPage("asleep.paz", "GET", "/", 503, "The service asleep has no instance", "./paz logs asleep");
            assertPage(
                    "demo-api.paz",
                    "GET",
                    "/slow",
                    504,
                    "The service demo-api did not answer in time",
                    "./paz logs demo-api");
            assertPage(
                    "cut-off.paz",
                    "POST",
                    "/",
                    502,
                    "The instance of cut-off that was asked ended",
                    "./paz logs cut-off");
            assertPage("<b>evil</b>.paz", "GET", "/", 404, "No service has this host name here", "./paz status");
        }
    }

    @Test
    void a_request_that_passes_twice_gets_the_same_page() throws Exception {
        startAll();
        try (ServerSocket first = cutting();
                ServerSocket second = cutting()) {
            put("/paz/services/demo-api/1/1", "127.0.0.1:" + first.getLocalPort());
            put("/paz/services/demo-api/1/2", "127.0.0.1:" + second.getLocalPort());
            Await.until("it is tried on no other", SOON, () -> answer("demo-api.paz", "GET", "/", "")
                    .contains("no other may be tried"));
            assertPage(
                    "demo-api.paz",
                    "GET",
                    "/",
                    502,
                    "The instance of demo-api ended while it answered",
                    "./paz logs demo-api");
        }
    }

    @Test
    void what_an_instance_answers_is_left_as_it_is() throws Exception {
        startAll();
        try (ServerSocket unavailable =
                answering("HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
                        + "X-Paz-Page: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")) {
            put("/paz/services/demo-api/1/1", "127.0.0.1:" + unavailable.getLocalPort());
            Await.until("the instance answers", SOON, () -> answer("demo-api.paz", "GET", "/", HTML)
                    .endsWith("{}"));
            assertThat(answer("demo-api.paz", "GET", "/", HTML))
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("\r\ncontent-type: application/json\r\n")
                    .doesNotContainIgnoringCase("x-paz-page");
        }
    }

    private void assertPage(String host, String method, String path, int status, String... texts) {
        assertThat(answer(host, method, path, ""))
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\ncontent-type: text/plain\r\n")
                .doesNotContain("<", "x-paz-page")
                .contains(texts)
                .endsWith("\nRequest request-0001\n");
        assertThat(answer(host, method, path, HTML))
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\ncontent-type: text/html; charset=utf-8\r\n")
                .contains("\r\n\r\n<!doctype html>")
                .doesNotContain("evil", "x-paz-page")
                .contains(texts)
                .endsWith("\nRequest request-0001\n");
    }

    private String answer(String host, String method, String path, String headers) {
        return HaproxyServer.exchange(
                internal,
                method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\nConnection: close\r\n"
                        + REQUEST + headers + "\r\n");
    }

    /** An instance that takes each request and ends its connection without an answer. */
    private static ServerSocket cutting() throws Exception {
        return answering("");
    }

    private static ServerSocket answering(String answer) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (var connection = server.accept()) {
                    connection.getInputStream().read(new byte[8192]);
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // The test or a client ended.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
