package io.paz.directory;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Users of a service, and headers of its answers, that the directory refuses. */
final class RefusedLogins {

    private RefusedLogins() {}

    static Stream<Arguments> refusedResponseHeaders() {
        Stream<String> names = Stream.of(
                "",
                "Connection",
                "keep-alive",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Content-Length",
                "Content-Encoding",
                "Upgrade",
                "Alt-Svc",
                "Strict-Transport-Security",
                "x-request-id",
                "X-Paz-Page",
                "Sec-WebSocket-Accept",
                "Proxy-Authenticate",
                "HTTP2-Settings",
                "X Y",
                "X_Y",
                "X:Y",
                "X\\n",
                "x".repeat(65));
        Stream<String> values = Stream.of("", " a", "it's", "\\r\\nX-Evil: 1", "\\u0000", "ä", "x".repeat(501));
        return Stream.concat(
                names.flatMap(name -> Stream.of(
                        arguments(
                                "proxy",
                                responseHeaders("remove", "[\"" + name + "\"]"),
                                "proxy.responseHeaders.remove"),
                        arguments(
                                "proxy",
                                responseHeaders("add", "{\"" + name + "\":\"1\"}"),
                                "proxy.responseHeaders.add"),
                        arguments(
                                "proxy",
                                responseHeaders("set", "{\"" + name + "\":\"1\"}"),
                                "proxy.responseHeaders.set"))),
                values.map(value -> arguments(
                        "proxy",
                        responseHeaders("add", "{\"X-A\":\"" + value + "\"}"),
                        "proxy.responseHeaders.add.X-A")));
    }

    private static String responseHeaders(String action, String headers) {
        return "{\"responseHeaders\":{\"" + action + "\":" + headers + "}}";
    }

    static Stream<Arguments> refusedUsers() {
        String users = "proxy.basicAuth.users";
        String salted = "saltofsixteenchr$QL0SnfIoivtqHJWRylXIgGItho86jNiod6wxujoux52";
        Stream<Arguments> hashes = Stream.of(
                        "secret",
                        "",
                        "$1$" + salted,
                        "$apr1$" + salted,
                        "$y$j9T$" + salted,
                        "$5$" + salted + "\\n    user root insecure-password x",
                        "$5$" + salted + " groups x",
                        "$5$rounds=10001$" + salted,
                        "$5$rounds=999999999$" + salted,
                        "$5$rounds=999$" + salted,
                        "$6$" + salted,
                        "$2y$09$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW",
                        "$2y$31$abcdefghijklmnopqrstuumrnZPrrmvLscLtnez0J1NlBQJHtHMWW")
                .map(hash -> arguments(
                        "proxy",
                        basicAuth("{\"name\":\"ann\",\"passwordHash\":\"" + hash + "\"}"),
                        users + "[0].passwordHash"));
        Stream<Arguments> names = Stream.of("", "a b", "a:b", "ä", "a\\n", "#", "x".repeat(65))
                .map(name -> arguments(
                        "proxy", basicAuth("{\"name\":\"" + name + "\",\"password\":\"x\"}"), users + "[0].name"));
        Stream<Arguments> passwords = Stream.of("", "\\u0000", "\\n", "\\ud800", "x".repeat(257))
                .map(password -> arguments(
                        "proxy",
                        basicAuth("{\"name\":\"ann\",\"password\":\"" + password + "\"}"),
                        users + "[0].password"));
        Stream<Arguments> others = Stream.of(
                arguments("proxy", "{\"basicAuth\":{}}", users),
                arguments("proxy", "{\"errorPages\":{\"502\":\"<p>\"}}", "proxy.errorPages"),
                arguments("proxy", "{\"errorPages\":{\"404\":\"<p>\"}}", "proxy.errorPages"),
                arguments("proxy", "{\"errorPages\":{\"503\\n\":\"<p>\"}}", "proxy.errorPages"),
                arguments("proxy", "{\"errorPages\":{\"503\":null}}", "proxy.errorPages.503"),
                arguments("proxy", "{\"errorPages\":{\"503\":\"\"}}", "proxy.errorPages.503"),
                arguments("proxy", "{\"errorPages\":{\"504\":\"\\u0007\"}}", "proxy.errorPages.504"),
                arguments("proxy", "{\"errorPages\":{\"504\":\"" + "x".repeat(4097) + "\"}}", "proxy.errorPages.504"),
                arguments("proxy", "{\"basicAuth\":{\"users\":[]}}", users),
                arguments("proxy", basicAuth("null"), users + "[0]"),
                arguments("proxy", basicAuth("{\"name\":\"ann\"}"), users + "[0].password"),
                arguments("proxy", basicAuth("{\"password\":\"x\"}"), users + "[0].name"),
                arguments(
                        "proxy",
                        basicAuth("{\"name\":\"ann\",\"password\":\"x\"},{\"name\":\"ann\",\"password\":\"y\"}"),
                        users + "[1].name"),
                arguments(
                        "proxy",
                        basicAuth("{\"name\":\"ann\",\"password\":\"x\",\"passwordHash\":\"$5$" + salted + "\"}"),
                        users + "[0]"),
                arguments(
                        "proxy",
                        "{\"basicAuth\":{\"realm\":\"a\\\"b\",\"users\":[{\"name\":\"ann\",\"password\":\"x\"}]}}",
                        "proxy.basicAuth.realm"));
        return Stream.of(hashes, names, passwords, others).flatMap(table -> table);
    }

    private static String basicAuth(String users) {
        return "{\"basicAuth\":{\"users\":[" + users + "]}}";
    }
}
