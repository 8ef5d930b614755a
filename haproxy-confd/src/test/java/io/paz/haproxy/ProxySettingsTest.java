package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What HAProxy does with the requests of a service beside routing them, with one instance and, where requests pass it twice, with two. */
class ProxySettingsTest extends RealParts {

    private static final String SETTINGS = "/paz/config/services/web/proxy/";

    private EmbeddedConfd confd;

    @Test
    void a_longer_body_gets_413_whatever_its_head_says() throws Exception {
        start(1, Map.of());
        assertThat(post("Content-Length: 300000\r\n\r\n" + "x".repeat(300_000))).startsWith("HTTP/1.1 200 ");
        set("max-body", "200000");
        assertThat(post("Content-Length: 200000\r\n\r\n" + "x".repeat(200_000))).startsWith("HTTP/1.1 200 ");
        assertThat(post("Content-Length: 200001\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("at most 200000 bytes", "maxBodyBytes of the service web");
        assertThat(post("Expect: 100-continue\r\nContent-Length: 1000000000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
        assertThat(post("Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(195) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        // The last chunk is not sent: the answer comes as soon as it is too much.
        assertThat(post("Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(196)))
                .startsWith("HTTP/1.1 413 ")
                .contains("longer than the 200000 bytes");
        assertThat(HaproxyServer.exchange(
                        internal,
                        "GET / HTTP/1.1\r\nHost: web.paz\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5000)
                                + "0\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 200 ");
        assertThat(get("")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void other_networks_get_403() throws Exception {
        start(2, Map.of());
        set("networks", "10.0.0.0/8 fd00::/8");
        assertThat(get("X-Forwarded-For: 10.1.2.3\r\nX-Paz-Client: 10.1.2.3\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("The service web may not be used from this address");
        assertThat(post("X-Paz-Client: 10.1.2.3\r\nContent-Length: 0\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        set("networks", "10.0.0.0/8 127.0.0.1");
        assertThat(get("")).startsWith("HTTP/1.1 200 ").doesNotContain("x-paz");
        assertThat(post("Content-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("x-paz");
    }

    @Test
    void behind_trusted_proxies_the_last_address_that_is_not_theirs_decides() throws Exception {
        start(2, Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "127.0.0.0/8 10.0.0.0/8"));
        set("networks", "192.0.2.0/24 2001:db8::/32");
        for (String allowed : List.of(
                "192.0.2.7",
                "198.51.100.1, 192.0.2.7",
                "192.0.2.7, 10.0.0.1",
                "192.0.2.7,10.0.0.1,10.0.0.2",
                "2001:db8::1")) {
            assertThat(get("X-Forwarded-For: " + allowed + "\r\n")).as(allowed).startsWith("HTTP/1.1 200 ");
        }
        for (String refused : List.of(
                "198.51.100.1",
                "192.0.2.7, 198.51.100.1",
                "192.0.2.7, 198.51.100.1, 10.0.0.1",
                "192.0.2.7, unknown",
                "unknown",
                "2001:db9::1")) {
            assertThat(get("X-Forwarded-For: " + refused + "\r\n")).as(refused).startsWith("HTTP/1.1 403 ");
        }
        assertThat(get("X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-For: 198.51.100.1\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(get("")).as("the proxy itself").startsWith("HTTP/1.1 403 ");
        set("networks", "10.0.0.0/8 127.0.0.0/8");
        assertThat(get("X-Forwarded-For: unknown\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(get("")).as("the proxy itself").startsWith("HTTP/1.1 200 ");
    }

    @Test
    void maintenance_is_answered_in_place_of_the_service() throws Exception {
        start(2, Map.of());
        set("maintenance", "");
        assertThat(get(""))
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("\r\nretry-after: 300\r\n")
                .contains("The service web is being maintained");
        String page =
                "<!doctype html>\n<p title='a' class=\"b\">Grüße, $HOME ${HOME} %[src] \\n # 日本語\t😀\r\n<script>a = \"\\\\\"</script>";
        set("maintenance-page", page);
        set("maintenance", "60");
        assertThat(get("Accept: text/html\r\n"))
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("\r\nretry-after: 60\r\n")
                .containsIgnoringCase("\r\ncontent-type: text/html; charset=utf-8\r\n")
                .endsWith("\r\n\r\n" + page);
        assertThat(post("Content-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith(page);
        put(SETTINGS + "maintenance-page", "x".repeat(4095) + "y");
        Await.until("the longest page", SOON, () -> get("").endsWith("xxy"));
        delete(SETTINGS + "maintenance-page");
        delete(SETTINGS + "maintenance");
        awaitStatus(internal, "web.paz", 200);
    }

    private void start(int instances, Map<String, String> environment) throws Exception {
        confd = startAll(null, environment);
        for (int i = 1; i <= instances; i++) {
            EchoInstance instance = new EchoInstance("web-" + i);
            toClose.add(instance);
            put("/paz/services/web/1/" + i, instance.address());
        }
        awaitStatus(internal, "web.paz", 200);
        awaitQuiet(confd);
    }

    /** Puts a setting, and waits until HAProxy has read it. */
    private void set(String name, String value) throws Exception {
        int before = confd.status().publishing().reloads();
        put(SETTINGS + name, value);
        Await.until(
                "HAProxy reads " + name,
                SOON,
                () -> confd.status().publishing().reloads() > before
                        && !confd.status().publishing().reloadDue());
    }

    private String get(String headers) {
        return HaproxyServer.exchange(
                internal, "GET / HTTP/1.1\r\nHost: web.paz\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** An answer is read as far as its head says, since HAProxy waits for the rest of a body that was announced. */
    private String post(String rest) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), internal)) {
            socket.setSoTimeout((int) SOON.toMillis());
            String request = "POST / HTTP/1.1\r\nHost: web.paz\r\n" + rest;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) socket.getInputStream().read());
            }
            Matcher length =
                    Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n").matcher(head);
            assertThat(length.find()).as("%s", head).isTrue();
            byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
            return head + new String(body, StandardCharsets.UTF_8);
        }
    }
}
