package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What HAProxy does with requests, as the keys change. */
class RoutingTest extends RealParts {

    @Test
    void routesFollowTheKeys() throws Exception {
        startAll();
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(404);
        assertThat(HaproxyServer.body(internal, "demo-api.paz")).startsWith("No service has this host name here.");

        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
        assertThat(HaproxyServer.body(internal, "demo-api.paz")).isEqualTo("one");
        put("/paz/services/demo-api/1/2", instance("two").address());
        Await.until("both answer in turn", SOON, () -> answers(4).equals(Set.of("one", "two")));

        delete("/paz/services/demo-api/1/1");
        Await.until("only the second answers", SOON, () -> answers(4).equals(Set.of("two")));
        put("/paz/config/services/demo-api/visibility", "internal");
        delete("/paz/services/demo-api/1/2");
        awaitStatus(internal, "demo-api.paz", 503);
        delete("/paz/config/services/demo-api/visibility");
        awaitStatus(internal, "demo-api.paz", 404);
    }

    @Test
    void aServiceIsReachedUnderItsNamesAndThroughThePublicFrontEndOnlyWhenItIsPublic() throws Exception {
        startAll();
        put("/paz/config/domain", "example.test");
        put("/paz/config/services/demo-api/domains/shop.example.com", "");
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);

        for (String host : List.of(
                "demo-api.example.test",
                "demo-api.localhost:" + internal,
                "shop.example.com",
                "DEMO-API.paz:80",
                "demo-api.paz.",
                "Demo-Api.Paz.:8080")) {
            assertThat(HaproxyServer.status(internal, host)).as(host).isEqualTo(200);
        }
        for (String host : List.of("demo-api", "x.demo-api.paz", "demo-api.paz.evil.com", "", "127.0.0.1")) {
            assertThat(HaproxyServer.status(internal, host)).as(host).isEqualTo(404);
        }
        assertThat(HaproxyServer.status(open, "demo-api.paz")).isEqualTo(404);

        put("/paz/config/services/demo-api/visibility", "public");
        awaitStatus(open, "demo-api.paz", 200);
        assertThat(HaproxyServer.status(open, "shop.example.com")).isEqualTo(200);
        assertThat(HaproxyServer.status(open, "demo-api.localhost")).isEqualTo(404);
    }

    @Test
    void aServiceIsRoutedInEachOfItsEnvironments() throws Exception {
        EmbeddedConfd confd = startAll();
        put("/paz/config/domain", "example.test");
        put("/paz/services/shop/1/1", instance("production").address());
        String staging = "/paz/config/services/shop.staging/";
        put(staging + "versions/3/health-path", "/health");
        put(staging + "versions/3/health-interval", "1");
        put(staging + "visibility", "public");
        put(staging + "domains/new.example.com", "");
        put(staging + "proxy/sticky", "cookie");
        put(staging + "proxy/rate-requests", "1000");
        put(staging + "proxy/rate-seconds", "60");
        put("/paz/services/shop.staging/3/1", instance("staging").address());
        for (String host :
                List.of("shop.staging.paz", "shop.staging.localhost", "shop.staging.example.test", "new.example.com")) {
            Await.until(host + " leads to staging", SOON, () -> HaproxyServer.body(internal, host)
                    .equals("staging"));
        }
        assertThat(HaproxyServer.status(open, "shop.staging.paz")).isEqualTo(200);
        assertThat(HaproxyServer.status(open, "shop.paz")).isEqualTo(404);
        assertThat(HaproxyServer.body(internal, "shop.paz")).isEqualTo("production");
        assertThat(HaproxyServer.exchange(stats, "GET /;csv HTTP/1.0\r\n\r\n"))
                .containsPattern("shop\\.staging,shop\\.staging-3-1,.*,UP,");
        assertThat(HaproxyServer.exchange(
                        internal, "GET / HTTP/1.1\r\nHost: shop.staging.paz\r\nConnection: close\r\n\r\n"))
                .contains("paz-shop.staging=shop.staging-3-1;");

        for (String name :
                List.of("a.b", "shop.", "shop.s", "shop.1a", "shop.a-", "shop.a.b", "shop." + "e".repeat(22))) {
            put("/paz/services/" + name + "/1/1", "127.0.0.1:80");
        }
        Await.until("none of the others is a name", SOON, () -> confd.status().publishing().skipped().stream()
                .anyMatch(text -> text.startsWith("7 service names")));
    }

    @Test
    void headersOfAClientAreNotBelieved() throws Exception {
        startAll();
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);

        String answer = HaproxyServer.exchange(internal, """
                GET /headers HTTP/1.1\r
                Host: DEMO-API.paz\r
                X-Forwarded-For: 8.8.8.8\r
                X-Forwarded-For: 9.9.9.9\r
                X-Forwarded-Proto: https\r
                X-Forwarded-Host: evil.example.com\r
                X-Forwarded-Port: 443\r
                Forwarded: for=8.8.8.8\r
                Connection: close\r
                \r
                """);
        assertThat(answer)
                .endsWith("one{X-forwarded-for=[127.0.0.1], X-forwarded-host=[DEMO-API.paz], X-forwarded-port=["
                        + internal + "], X-forwarded-proto=[http]}");
        assertThat(HaproxyServer.exchange(
                        internal,
                        "GET / HTTP/1.1\r\nHost: demo-api.paz\r\nHost: other.paz\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        // HAProxy itself makes one of two equal ones, before any rule sees them.
        assertThat(HaproxyServer.exchange(
                        internal,
                        "GET / HTTP/1.1\r\nHost: demo-api.paz\r\nHost: demo-api.paz\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aSlowAnswerIsWaitedForAsLongAsTheServiceSays() throws Exception {
        startAll();
        put("/paz/config/services/demo-api/response-timeout", "1");
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
        assertThat(HaproxyServer.exchange(
                        internal, "GET /slow HTTP/1.1\r\nHost: demo-api.paz\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 504 ");
        put("/paz/config/services/demo-api/response-timeout", "86400");
        Await.until("the change is taken over", SOON, () -> HaproxyServer.body(internal, "demo-api.paz", "/slow")
                .equals("one"));
    }

    @Test
    void aHeadOfSixtyKilobytesPassesAndALongerOneIsRefused() throws Exception {
        startAll();
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
        String request = "GET / HTTP/1.1\r\nHost: demo-api.paz\r\nConnection: close\r\nCookie: %s\r\n\r\n";
        assertThat(HaproxyServer.exchange(internal, request.formatted("x".repeat(60_000))))
                .startsWith("HTTP/1.1 200 ");
        assertThat(HaproxyServer.exchange(internal, request.formatted("x".repeat(70_000))))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void statisticsAndMetricsAreOnTheirOwnAddressOnly() throws Exception {
        startAll();
        assertThat(HaproxyServer.exchange(stats, "GET /metrics HTTP/1.0\r\n\r\n"))
                .contains("haproxy_process_");
        assertThat(HaproxyServer.exchange(stats, "GET / HTTP/1.0\r\n\r\n")).contains("Statistics Report");
        assertThat(HaproxyServer.exchange(internal, "GET /metrics HTTP/1.0\r\n\r\n"))
                .contains(" 404 ");
        assertThat(Files.getPosixFilePermissions(files.resolve("admin.sock")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void whatIsSkippedIsReported() throws Exception {
        EmbeddedConfd confd = startAll();
        put("/paz/services/demo-api/1/1", "10.9.9.9:80");
        put("/paz/services/Evil/1/1", "127.0.0.1:80");
        Await.until(
                "both are reported",
                SOON,
                () -> confd.status().publishing().skipped().size() == 2);
        assertThat(confd.status().publishing().skipped())
                .containsExactly(
                        "1 service names (expected: 3 to 40 of a-z, 0-9 and -, a letter first, no - last, not paz-...; behind"
                                + " a dot perhaps an environment, 2 to 21 of the same)",
                        "demo-api: 1 addresses (expected: ip:port with an ip that is a key of /paz/config/hosts, port 1"
                                + " to 65535)");
    }

    @Test
    void printsTheTimeFromAKeyToItsRoute() throws Exception {
        startAll();
        Instance instance = instance("one");
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            String name = "service-" + i;
            long begin = System.nanoTime();
            put("/paz/services/" + name + "/1/1", instance.address());
            awaitStatus(internal, name + ".paz", 200);
            millis.add((System.nanoTime() - begin) / 1_000_000);
            Await.until("the window is over", SOON, () -> System.nanoTime() - begin > 400_000_000L);
        }
        millis.sort(null);
        System.out.println("from a key in etcd to its route: median " + millis.get(7) + " ms of " + millis);
    }
}
