package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What HAProxy does with the requests of a service beside routing them, with one instance and, where requests pass it twice, with two. */
class ProxySettingsTest extends ServiceWithSettings {

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

    @Test
    void a_client_that_asks_too_often_gets_429_and_others_do_not() throws Exception {
        start(2, Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "127.0.0.0/8"));
        set("rate-seconds", "600");
        set("rate-requests", "5");
        for (int i = 1; i <= 5; i++) {
            assertThat(get("X-Forwarded-For: 192.0.2.1\r\n"))
                    .as("request %d", i)
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(get("X-Forwarded-For: 192.0.2.1\r\n"))
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("\r\nretry-after: 600\r\n")
                .contains("More than 5 requests");
        assertThat(post("X-Forwarded-For: 192.0.2.1\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 429 ");
        assertThat(get("X-Forwarded-For: 192.0.2.2\r\n")).startsWith("HTTP/1.1 200 ");
        for (int i = 1; i <= 6; i++) {
            assertThat(get("X-Forwarded-For: 2001:db8::" + i + "\r\n"))
                    .startsWith(i <= 5 ? "HTTP/1.1 200 " : "HTTP/1.1 429 ");
        }
    }

    @Test
    void an_instance_has_so_many_requests_at_a_time_and_others_wait_for_a_while() throws Exception {
        start(0, Map.of());
        Instance instance = instance("web");
        put("/paz/services/web/1/1", instance.address());
        set("max-connections", "1");
        set("queue-timeout", "1");
        awaitStatus(internal, "web.paz", 200);
        awaitQuiet(confd);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> HaproxyServer.exchange(
                    internal, "GET /slow HTTP/1.1\r\nHost: web.paz\r\nConnection: close\r\n\r\n", SOON)));
        }
        assertThat(answers.stream().map(CompletableFuture::join).map(answer -> answer.substring(9, 12)))
                .containsExactlyInAnyOrder("200", "503", "503");
        set("queue-timeout", "60");
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> HaproxyServer.exchange(
                    internal, "GET /slow HTTP/1.1\r\nHost: web.paz\r\nConnection: close\r\n\r\n", SOON)));
        }
        assertThat(waiting.stream().map(CompletableFuture::join).map(answer -> answer.substring(9, 12)))
                .containsOnly("200");
        Instance second = instance("second");
        int reloads = confd.status().publishing().reloads();
        put("/paz/services/web/1/2", second.address());
        Await.until("the second one serves", SOON, () -> configuration().contains("server web-1-2 "));
        awaitQuiet(confd);
        assertThat(confd.status().publishing().reloads())
                .as("a server with a limit comes without a reload")
                .isEqualTo(reloads);
        assertThat(haproxy.ask("@1 show servers state web")).contains("web-1-2");
    }

    @Test
    void a_sticky_client_stays_until_its_instance_leaves_and_no_request_fails() throws Exception {
        start(3, Map.of());
        set("sticky", "cookie");
        String first = get("");
        Matcher cookie = Pattern.compile(
                        "(?i)\r\nset-cookie: paz-web=(web-1-[123]); Path=/; HttpOnly; SameSite=Lax\r\n")
                .matcher(first);
        assertThat(cookie.find()).as(first).isTrue();
        assertThat(first).containsIgnoringCase("\r\ncache-control: private\r\n");
        String mine = cookie.group(1);
        String sent = "Cookie: a=b; paz-web=" + mine + "\r\n";
        for (int i = 0; i < 9; i++) {
            assertThat(get(sent))
                    .contains("\n" + mine.replace("web-1-", "web-") + " /\n")
                    .doesNotContainIgnoringCase("set-cookie");
        }
        assertThat(post(sent + "Content-Length: 0\r\n\r\n")).contains(mine.replace("web-1-", "web-") + " /\n");
        for (String forged : List.of("web-1-9", "api-1-1", "x".repeat(1000), "")) {
            assertThat(get("Cookie: paz-web=" + forged + "\r\n"))
                    .as(forged)
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nset-cookie: paz-web=web-1-");
        }
        int reloads = confd.status().publishing().reloads();
        delete("/paz/services/web/1/" + mine.substring(mine.length() - 1));
        Await.until("it moved", SOON, () -> {
            String answer = get(sent);
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            return answer.toLowerCase(Locale.ROOT).contains("\r\nset-cookie: paz-web=web-1-");
        });
        assertThat(get("X-Forwarded-Proto: https\r\n")).doesNotContain("; Secure");
        awaitQuiet(confd);
        EchoInstance next = new EchoInstance("next");
        toClose.add(next);
        put("/paz/services/web/2/1", next.address());
        Await.until("the next version is there", SOON, () -> get("Cookie: paz-web=web-2-1\r\n")
                .contains("\nnext /\n"));
        assertThat(get("Cookie: paz-web=web-2-1\r\n")).doesNotContainIgnoringCase("set-cookie");
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void texts_are_compressed_unless_they_are_already_or_nobody_wants_it() throws Exception {
        start(2, Map.of());
        set("compression", "gzip");
        set("max-body", "1000");
        String gzip = "Accept-Encoding: gzip\r\n";
        assertThat(get(gzip, "/text?" + "x".repeat(2000)))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\ncontent-encoding: gzip\r\n")
                .containsIgnoringCase("\r\nvary: Accept-Encoding\r\n");
        assertThat(get("", "/text")).doesNotContainIgnoringCase("\r\ncontent-encoding:");
        assertThat(get(gzip, "/image")).doesNotContainIgnoringCase("\r\ncontent-encoding:");
        assertThat(get(gzip, "/encoded")).containsIgnoringCase("\r\ncontent-encoding: br\r\n");
        assertThat(HaproxyServer.exchange(
                        internal, "HEAD /text HTTP/1.1\r\nHost: web.paz\r\nConnection: close\r\n" + gzip + "\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContainIgnoringCase("\r\ncontent-encoding:");
    }

    @Test
    void headers_are_set_and_removed() throws Exception {
        start(2, Map.of());
        set("header-1", "X-Set \"a\" $HOME \\ %[src] %20 # {}");
        set("header-2", "X-Gone");
        assertThat(get("X-Set: mine\r\nX-Gone: 1\r\nX-Other: 2\r\n"))
                .contains("\nx-set=\"a\" $HOME \\ %[src] %20 # {}\n", "\nx-other=2\n")
                .doesNotContain("mine", "x-gone");
    }
}
