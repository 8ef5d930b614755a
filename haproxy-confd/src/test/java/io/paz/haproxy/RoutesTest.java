package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Services that share a host by paths, and redirects. */
class RoutesTest extends RealParts {

    private static final String CONFIG = "/paz/config/services/";

    @Test
    void the_longest_prefix_at_whole_segments_decides() throws Exception {
        start();
        Map<String, String> expected = Map.ofEntries(
                Map.entry("/", "web /"),
                Map.entry("/other?x=/api/", "web /other?x=/api/"),
                Map.entry("/api", "api /"),
                Map.entry("/api/", "api /"),
                Map.entry("/api?x=1", "api /?x=1"),
                Map.entry("/api/x", "api /x"),
                Map.entry("/api//x", "api /x"),
                Map.entry("/apix", "web /apix"),
                Map.entry("/API/x", "web /API/x"),
                Map.entry("/api/v2", "new-api /api/v2"),
                Map.entry("/api/v2/x", "new-api /api/v2/x"),
                Map.entry("/api/v2x", "api /v2x"),
                // Matched as they are sent, and so they come: no rule is by path that another spelling could pass by.
                Map.entry("/x//api/x", "web /x//api/x"),
                Map.entry("/%61pi/x", "web /%61pi/x"),
                Map.entry("/api%2Fx", "web /api%2Fx"),
                Map.entry("/x/../api", "web /x/../api"),
                Map.entry("/api/../x", "api /../x"),
                Map.entry("/api/%2e%2e/x", "api /%2e%2e/x"),
                Map.entry("/api/v2/../x", "new-api /api/v2/../x"));
        expected.forEach((path, answer) ->
                assertThat(body("www.example.com", path)).as(path).startsWith(answer + "\n"));
        assertThat(body("WWW.Example.com.:80", "/api/x")).startsWith("api /x\n").contains("x-forwarded-prefix=/api\n");
        assertThat(body("www.example.com/api", "/x")).contains("No service has this host name");
        assertThat(body("www.example.com/api/v2/", "/")).contains("No service has this host name");
        assertThat(answer(open, "www.example.com", "/api/v2")).contains("web /api/v2\n");
        assertThat(answer(open, "api.paz", "/")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void a_wildcard_leads_where_nobody_has_the_name_itself() throws Exception {
        EmbeddedConfd confd = start();
        int reloads = confd.status().publishing().reloads();
        put(CONFIG + "web/domains/*.wild.example.com", "");
        put(CONFIG + "web/routes/2", "* /moved keep 307 https://www.example.com/new");
        put(CONFIG + "api/domains/api.wild.example.com", "");
        put(CONFIG + "new-api/routes/2", "www.wild.example.com /x keep - -");
        Await.until(
                "all names are there",
                SOON,
                () -> body("a.wild.example.com", "/").startsWith("web /\n")
                        && body("api.wild.example.com", "/").startsWith("api /\n")
                        && body("www.wild.example.com", "/x").startsWith("new-api /x\n")
                        && isRedirected(internal, "a.wild.example.com", "/moved"));

        assertThat(body("A.Wild.Example.com.:80", "/y")).startsWith("web /y\n");
        assertThat(body("www.wild.example.com", "/y")).startsWith("web /y\n");
        assertThat(body("api.wild.example.com", "/moved")).startsWith("api /moved\n");
        for (String other : List.of("wild.example.com", "b.a.wild.example.com", "wild", "a.wild.example.com/x")) {
            assertThat(body(other, "/")).as(other).contains("No service has this host name");
        }
        assertThat(answer(open, "a.wild.example.com", "/")).contains("web /\n");
        delete(CONFIG + "web/domains/*.wild.example.com");
        Await.until(
                "it is gone", SOON, () -> body("a.wild.example.com", "/").contains("No service has this host name"));
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void routes_come_change_and_go_without_a_reload() throws Exception {
        EmbeddedConfd confd = start();
        int reloads = confd.status().publishing().reloads();
        put(CONFIG + "new-api/routes/2", "www.example.com /more strip - -");
        Await.until("the route comes", SOON, () -> body("www.example.com", "/more/x")
                .startsWith("new-api /x\n"));
        put(CONFIG + "new-api/routes/2", "www.example.com /more keep 307 https://new.example.com/a?b=c:d&e=%2F");
        Await.until("it redirects", SOON, () -> answer(internal, "www.example.com", "/more/x")
                .startsWith("HTTP/1.1 307 "));
        assertThat(answer(internal, "www.example.com", "/more"))
                .containsIgnoringCase("\r\nlocation: https://new.example.com/a?b=c:d&e=%2F\r\n");
        delete(CONFIG + "new-api/routes/2");
        Await.until("it is gone", SOON, () -> body("www.example.com", "/more/x").startsWith("web /more/x\n"));
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void a_redirect_may_keep_the_path_and_lets_no_header_in() throws Exception {
        start();
        put(CONFIG + "web/routes/2", "old.example.com / keep 308+ https://www.example.com");
        put(CONFIG + "web/routes/3", "* /moved strip 307+ /new");
        Await.until(
                "all of them redirect",
                SOON,
                () -> isRedirected(internal, "old.example.com", "/")
                        && isRedirected(internal, "web.paz", "/moved")
                        && isRedirected(internal, "web.localhost", "/moved")
                        && isRedirected(internal, "www.example.com", "/moved")
                        && isRedirected(open, "www.example.com", "/moved"));
        Map<String, String> expected = Map.of(
                "/", "https://www.example.com/",
                "/a/b?c=d&e=%0d%0aSet-Cookie:x", "https://www.example.com/a/b?c=d&e=%0d%0aSet-Cookie:x",
                "//evil.example/", "https://www.example.com//evil.example/",
                "/%0d%0aSet-Cookie:%20x=1", "https://www.example.com/%0d%0aSet-Cookie:%20x=1");
        expected.forEach((path, location) -> assertThat(answer(internal, "old.example.com", path))
                .as(path)
                .startsWith("HTTP/1.1 308 ")
                .containsIgnoringCase("\r\nlocation: " + location + "\r\n")
                .doesNotContainIgnoringCase("\r\nset-cookie"));
        for (String host : List.of("www.example.com", "web.paz", "web.localhost")) {
            assertThat(answer(internal, host, "/moved/x?y"))
                    .as(host)
                    .startsWith("HTTP/1.1 307 ")
                    .containsIgnoringCase("\r\nlocation: /new/x?y\r\n");
        }
        assertThat(answer(open, "www.example.com", "/moved//evil.example"))
                .containsIgnoringCase("\r\nlocation: /new/evil.example\r\n");
    }

    private static boolean isRedirected(int port, String host, String path) {
        return answer(port, host, path).startsWith("HTTP/1.1 30");
    }

    private EmbeddedConfd start() throws Exception {
        EmbeddedConfd confd = startAll();
        for (String service : List.of("web", "api", "new-api")) {
            EchoInstance instance = new EchoInstance(service);
            toClose.add(instance);
            put("/paz/services/" + service + "/1/1", instance.address());
        }
        put(CONFIG + "web/visibility", "public");
        put(CONFIG + "web/domains/www.example.com", "");
        put(CONFIG + "api/routes/1", "www.example.com /api strip - -");
        put(CONFIG + "new-api/routes/1", "www.example.com /api/v2 keep - -");
        for (String service : List.of("web", "api", "new-api")) {
            awaitStatus(internal, service + ".paz", 200);
        }
        Await.until(
                "all routes are there",
                SOON,
                () -> body("www.example.com", "/api").startsWith("api ")
                        && body("www.example.com", "/api/v2").startsWith("new-api ")
                        && answer(open, "www.example.com", "/").contains("web /\n"));
        awaitQuiet(confd);
        return confd;
    }

    private String body(String host, String path) {
        String answer = answer(internal, host, path);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static String answer(int port, String host, String path) {
        return HaproxyServer.exchange(
                port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
}
