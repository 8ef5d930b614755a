package io.paz.directory;

import static io.paz.directory.Directory.code;
import static io.paz.directory.Directory.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Values of checks, volumes, pulls and upstreams that would do harm in a unit, in HAProxy or in etcd: refused by name. */
class HostileConfigurationTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String TCP = "[{\"container\":1,\"protocol\":\"tcp\",\"publicPort\":20000}]";

    private static Directory directory;

    @BeforeAll
    static void start(@TempDir Path data) {
        directory = Directory.start(data, "--volume-paths", "/srv/paz", "--tcp-ports", "20000-20009");
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    static Stream<Arguments> refusedHealthChecks() {
        return Stream.of(
                        refusedOfCheck(
                                "host", "", "a b", "a\\r\\nX: y", "a\\n", "-a", "a-", "a..b", "a_b", "a.", "$(id)"),
                        refusedOfCheck(
                                "host",
                                "a:",
                                "a:0",
                                "a:080",
                                "a:65536",
                                "a:80:80",
                                "[::1]",
                                "b\u00fccher.de",
                                "a:80 X"),
                        refusedOfCheck("host", "a".repeat(64), "a.".repeat(127) + "a"),
                        refusedOfCheck("method", "get", "POST", "DELETE", "", "GET /", "CONNECT"),
                        refusedOfCheck("expectedStatus", "", "99", "600", "2xx", "200-", "-200", "200,", "399-200"),
                        refusedOfCheck("expectedStatus", "200 204", "200, 204", "200-299-399", "200\\n", "!200"),
                        refusedOfCheck("expectedStatus", "\u0662\u0660\u0660", "200,".repeat(25) + "200"),
                        Stream.of(
                                arguments("healthCheck", "{\"host\":\"a\"}", "healthCheck.host"),
                                arguments("healthCheck", "{\"method\":\"GET\"}", "healthCheck.method"),
                                arguments("healthCheck", "{\"expectedStatus\":\"200\"}", "healthCheck.expectedStatus"),
                                arguments("healthCheck", "{\"path\":\"/\",\"method\":1}", "healthCheck.method"),
                                arguments(
                                        "healthCheck",
                                        "{\"path\":\"/\",\"expectedStatus\":200}",
                                        "healthCheck.expectedStatus")))
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> refusedOfCheck(String field, String... values) {
        return Stream.of(values)
                .map(value -> arguments(
                        "healthCheck",
                        "{\"path\":\"/\",\"%s\":\"%s\"}".formatted(field, value),
                        "healthCheck." + field));
    }

    private static Arguments port(String fields, String field) {
        return arguments("ports", "[{\"container\":1,%s}]".formatted(fields), "ports[0]." + field);
    }

    static Stream<Arguments> refusedProtocols() {
        return Stream.of(
                port("\"protocol\":\"grpc\"", "protocol"),
                port("\"protocol\":\"TCP\"", "protocol"),
                port("\"protocol\":1", "protocol"),
                port("\"protocol\":\"tcp\"", "publicPort"),
                port("\"protocol\":\"tcp\",\"publicPort\":\"20000\"", "publicPort"),
                port("\"protocol\":\"tcp\",\"publicPort\":19999", "publicPort"),
                port("\"protocol\":\"tcp\",\"publicPort\":20010", "publicPort"),
                port("\"protocol\":\"h2c\",\"publicPort\":20000", "publicPort"),
                port("\"proxyProtocol\":true", "proxyProtocol"),
                port("\"host\":20000", "host"),
                arguments("ports", "[{\"container\":1},{\"container\":2,\"protocol\":\"h2c\"}]", "ports[1].protocol"),
                arguments("ports", TCP + ",\"routes\":[{\"host\":\"a.example.com\",\"path\":\"/x\"}]", "routes"),
                arguments("ports", TCP + ",\"healthCheck\":{\"path\":\"/up\"}", "healthCheck.path"),
                arguments("ports", TCP + ",\"proxy\":{\"allowedNetworks\":[\"10.0.0.0/8\"]}", "proxy"));
    }

    static Stream<Arguments> refusedWays() {
        String data = "[],\"volume\":{\"data\":\"/data\",\"/srv/paz/x\":\"/x\"}";
        return Stream.of(
                arguments("pull", "\"never\"", "pull"),
                arguments("pull", "\"Always\"", "pull"),
                arguments("pull", "true", "pull"),
                arguments("responseTimeoutSeconds", "0", "responseTimeoutSeconds"),
                arguments("responseTimeoutSeconds", "86401", "responseTimeoutSeconds"),
                arguments("responseTimeoutSeconds", "\"60\"", "responseTimeoutSeconds"),
                arguments("httpsRedirect", "\"off\"", "httpsRedirect"),
                arguments("httpsRedirect", "\"false\"", "httpsRedirect"),
                arguments("httpsRedirect", "0", "httpsRedirect"),
                arguments("httpsRedirect", "[false]", "httpsRedirect"),
                arguments("hstsSeconds", "-1", "hstsSeconds"),
                arguments("hstsSeconds", "63072001", "hstsSeconds"),
                arguments("hstsSeconds", "4294967296", "hstsSeconds"),
                arguments("hstsSeconds", "1e400", "hstsSeconds"),
                arguments("hstsSeconds", "0.5", "hstsSeconds"),
                arguments("hstsSeconds", "\"3600\"", "hstsSeconds"),
                arguments("hstsSeconds", "\"1; includeSubDomains\"", "hstsSeconds"),
                arguments("hstsSeconds", "true", "hstsSeconds"),
                arguments("sharedVolumes", "[\"data\"]", "sharedVolumes[0]"),
                arguments("sharedVolumes", data.replace("[]", "[\"other\"]"), "sharedVolumes[0]"),
                arguments("sharedVolumes", data.replace("[]", "[\"data\",\"data\"]"), "sharedVolumes[1]"),
                arguments("sharedVolumes", data.replace("[]", "[\"/srv/paz/x\"]"), "sharedVolumes[0]"),
                arguments("sharedVolumes", data.replace("[]", "[null]"), "sharedVolumes[0]"),
                arguments("sharedVolumes", "\"data\"", "sharedVolumes"),
                arguments("upstreams", "[\"web\"]", "upstreams[0]"),
                arguments("upstreams", "[\"api\",\"api\"]", "upstreams[1]"),
                arguments("upstreams", "[\"api\",\"web\"]", "upstreams[1]"),
                arguments("upstreams", "[\"paz-scheduler\"]", "upstreams[0]"),
                arguments("upstreams", "[\"a b\"]", "upstreams[0]"),
                arguments("upstreams", "[\"api\\n\"]", "upstreams[0]"),
                arguments("upstreams", "[\"10.0.0.1\"]", "upstreams[0]"),
                arguments("upstreams", "[null]", "upstreams[0]"),
                arguments("upstreams", "[1]", "upstreams[0]"),
                arguments("upstreams", "\"api\"", "upstreams"),
                arguments("upstreams", tooManyUpstreams(), "upstreams"),
                arguments("confinement", "{\"pids\":15}", "confinement.pids"),
                arguments("confinement", "{\"pids\":-1}", "confinement.pids"),
                arguments("confinement", "{\"pids\":4194305}", "confinement.pids"),
                arguments("confinement", "{\"pids\":\"100\"}", "confinement.pids"),
                arguments("confinement", "{\"noNewPrivileges\":\"false\"}", "confinement.noNewPrivileges"),
                arguments("confinement", "{\"addCapabilities\":[\"SYS_ADMIN\"]}", "confinement.addCapabilities[0]"),
                arguments("confinement", "{\"addCapabilities\":[\"ALL\"]}", "confinement.addCapabilities[0]"),
                arguments("confinement", "{\"addCapabilities\":[\"net_raw\"]}", "confinement.addCapabilities[0]"),
                arguments("confinement", "{\"addCapabilities\":[null]}", "confinement.addCapabilities[0]"),
                arguments(
                        "confinement",
                        "{\"addCapabilities\":[\"NET_RAW\",\"NET_RAW\"]}",
                        "confinement.addCapabilities[1]"));
    }

    static Stream<Arguments> refusedRoutes() {
        return Stream.of(
                        arguments("{}", "routes[0].host"),
                        arguments("{\"path\":\"/x\"}", "routes[0].host"),
                        arguments("{\"host\":\"web.paz\"}", "routes[0].host"),
                        arguments("{\"host\":\"a b.example.com\",\"path\":\"/x\"}", "routes[0].host"),
                        arguments("{\"host\":\"a.example.com/x\"}", "routes[0].host"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"x\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"//\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"/x/../y\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"/./x\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"/%2e%2e/x\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"/x\\ny\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"/x y\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"path\":\"/x:y|z\"}", "routes[0].path"),
                        arguments("{\"host\":\"a.example.com\",\"stripPrefix\":true}", "routes[0].stripPrefix"),
                        arguments(
                                "{\"host\":\"a.example.com\",\"path\":\"/\",\"stripPrefix\":true}",
                                "routes[0].stripPrefix"),
                        arguments("{\"path\":\"/x\",\"redirect\":{}}", "routes[0].redirect.url"),
                        arguments(
                                "{\"path\":\"/x\",\"redirect\":{\"url\":\"javascript:alert(1)\"}}",
                                "routes[0].redirect.url"),
                        arguments(
                                "{\"path\":\"/x\",\"redirect\":{\"url\":\"//evil.example\"}}",
                                "routes[0].redirect.url"),
                        arguments(
                                "{\"path\":\"/x\",\"redirect\":{\"url\":\"/x\\r\\nSet-Cookie: a=b\"}}",
                                "routes[0].redirect.url"),
                        arguments("{\"path\":\"/x\",\"redirect\":{\"url\":\"/x y\"}}", "routes[0].redirect.url"),
                        arguments(
                                "{\"path\":\"/x\",\"redirect\":{\"url\":\"https://a.example@evil\"}}",
                                "routes[0].redirect.url"),
                        arguments(
                                "{\"path\":\"/x\",\"redirect\":{\"url\":\"/x/\",\"keepPath\":true}}",
                                "routes[0].redirect.url"),
                        arguments(
                                "{\"path\":\"/x\",\"redirect\":{\"url\":\"/x?a\",\"keepPath\":true}}",
                                "routes[0].redirect.url"),
                        arguments(
                                "{\"host\":\"a.example.com\",\"path\":\"/x\"},{\"host\":\"A.example.com\",\"path\":\"/x/\"}",
                                "routes[1]"))
                .map(row -> arguments("routes", "[" + row.get()[0] + "]", row.get()[1]));
    }

    private static String tooManyUpstreams() {
        return JSON.valueToTree(IntStream.range(0, 51).mapToObj(i -> "api-" + i).toList())
                .toString();
    }

    @ParameterizedTest(name = "{2} {index}")
    @MethodSource({
        "refusedHealthChecks",
        "refusedProtocols",
        "refusedWays",
        "refusedRoutes",
        "refusedProxySettings",
        "refusedProxyLimits",
        "refusedHeaders",
        "io.paz.directory.RefusedLogins#refusedResponseHeaders",
        "io.paz.directory.RefusedLogins#refusedUsers"
    })
    void refusesAField(String field, String value, String named) throws Exception {
        HttpResponse<String> answer =
                directory.post("{\"name\":\"web\",\"dockerRepository\":\"a\",\"%s\":%s}".formatted(field, value));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_field");
        assertThat(message(answer)).startsWith(named + ": ").contains("(expected");
        assertThat(message(answer).length()).isLessThan(600);
        assertThat(directory.get("/services").body()).isEqualTo("{\"doc\":[]}");
    }

    static Stream<Arguments> refusedProxyLimits() {
        return Stream.of(
                arguments("proxy", "{\"idleTimeoutSeconds\":0}", "proxy.idleTimeoutSeconds"),
                arguments("proxy", "{\"idleTimeoutSeconds\":86401}", "proxy.idleTimeoutSeconds"),
                arguments("proxy", "{\"maxConnections\":0}", "proxy.maxConnections"),
                arguments("proxy", "{\"maxConnections\":10001}", "proxy.maxConnections"),
                arguments("proxy", "{\"queueTimeoutSeconds\":301}", "proxy.queueTimeoutSeconds"),
                arguments("proxy", "{\"rateLimit\":{}}", "proxy.rateLimit.requests"),
                arguments("proxy", "{\"rateLimit\":{\"requests\":1}}", "proxy.rateLimit.seconds"),
                arguments("proxy", "{\"rateLimit\":{\"requests\":1,\"seconds\":3601}}", "proxy.rateLimit.seconds"),
                arguments("proxy", "{\"rateLimit\":{\"requests\":0,\"seconds\":1}}", "proxy.rateLimit.requests"),
                arguments("proxy", "{\"stickySessions\":\"cookie\"}", "proxy.stickySessions"),
                arguments("proxy", "{\"compression\":\"gzip\"}", "proxy.compression"));
    }

    static Stream<Arguments> refusedHeaders() {
        Stream<String> names = Stream.of(
                "",
                "Host",
                "connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Content-Length",
                "Upgrade",
                "Expect",
                "Proxy-Authorization",
                "Authorization",
                "Cookie",
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-anything",
                "X-Real-IP",
                "X-Request-Id",
                "X-Paz-Backend",
                "Sec-WebSocket-Key",
                "HTTP2-Settings",
                "X Y",
                "X_Y",
                "X:Y",
                "X\\n",
                "x".repeat(65));
        Stream<String> values =
                Stream.of("", " a", "a ", "it's", "\\r\\nX-Evil: 1", "\\n", "\\u0000", "\\t", "ä", "x".repeat(501));
        return Stream.concat(
                names.flatMap(name -> Stream.of(
                        arguments(
                                "proxy",
                                "{\"requestHeaders\":{\"remove\":[\"" + name + "\"]}}",
                                "proxy.requestHeaders.remove"),
                        arguments(
                                "proxy",
                                "{\"requestHeaders\":{\"set\":{\"" + name + "\":\"1\"}}}",
                                "proxy.requestHeaders.set"))),
                values.map(value -> arguments(
                        "proxy",
                        "{\"requestHeaders\":{\"set\":{\"X-A\":\"" + value + "\"}}}",
                        "proxy.requestHeaders.set.X-A")));
    }

    private static String networks(String text) {
        return "{\"allowedNetworks\":[\"" + text + "\"]}";
    }

    private static String maintenance(String field) {
        return "{\"maintenance\":{" + field + "}}";
    }

    static Stream<Arguments> refusedProxySettings() {
        return Stream.of(
                arguments("proxy", "[]", "proxy"),
                arguments("proxy", "{\"maxBodyBytes\":-1}", "proxy.maxBodyBytes"),
                arguments("proxy", "{\"maxBodyBytes\":1099511627777}", "proxy.maxBodyBytes"),
                arguments("proxy", "{\"maxBodyBytes\":\"10m\"}", "proxy.maxBodyBytes"),
                arguments("proxy", "{\"maxBodyBytes\":1.5}", "proxy.maxBodyBytes"),
                arguments("proxy", "{\"allowedNetworks\":[]}", "proxy.allowedNetworks"),
                arguments("proxy", "{\"allowedNetworks\":[null]}", "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("10.0.0.0/33"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("10.0.0.0/08"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("10.0.0.256"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("10.0.0"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("010.0.0.1"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("fd00::/129"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("fd00:::1"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("1:2:3:4:5:6:7:8:9"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("fe80::1%eth0"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("::ffff:10.0.0.1"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("example.org"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("10.0.0.1 10.0.0.2"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("10.0.0.1\\n    http-request allow"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("-f"), "proxy.allowedNetworks[0]"),
                arguments("proxy", networks("10.0.0.1\",\"10.0.0.1"), "proxy.allowedNetworks[1]"),
                arguments("proxy", "{\"maintenance\":true}", "proxy.maintenance"),
                arguments("proxy", maintenance("\"retryAfterSeconds\":0"), "proxy.maintenance.retryAfterSeconds"),
                arguments("proxy", maintenance("\"retryAfterSeconds\":86401"), "proxy.maintenance.retryAfterSeconds"),
                arguments("proxy", maintenance("\"page\":\"\""), "proxy.maintenance.page"),
                arguments("proxy", maintenance("\"page\":\"\\u0000\""), "proxy.maintenance.page"),
                arguments("proxy", maintenance("\"page\":\"\\u001b[1m\""), "proxy.maintenance.page"),
                arguments("proxy", maintenance("\"page\":\"\\ud800\""), "proxy.maintenance.page"),
                arguments("proxy", maintenance("\"page\":\"" + "ü".repeat(2049) + "\""), "proxy.maintenance.page"));
    }
}
