package io.paz.test.orchestrator;

import io.paz.test.platform.Platform;
import io.paz.test.platform.Platform.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** Every route of every service of a platform, in the spellings that a reader of raw text takes for another path. */
final class SpelledRoutes {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");
    private static final List<String> SERVICES =
            List.of("PAZ_ORCHESTRATOR_PORT", "PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT", "PAZ_HOST_PORT");

    /** Answers without a token, hooks to whoever proves a secret. */
    private static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /health",
            "GET /ui",
            "GET /ui/{rest}",
            "GET /cli/paz",
            "GET /session",
            "POST /session",
            "POST /session/invitation",
            "GET /session/oidc",
            "POST /session/oidc",
            "POST /session/oidc/answer",
            "POST /hooks/dockerhub/{service}/{secret}",
            "POST /hooks/in/{id}",
            "POST /hooks/in/{id}/{secret}");

    private static final Set<String> FOR_EVERY_TOKEN =
            Set.of("/openapi.yaml", "/session", "/session/password", "/sessions", "/sessions/{id}");

    private final Platform platform;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A route of a service, and one spelling of its path. */
    record Spelled(String service, String method, String route, String path) {

        boolean isOpen() {
            return OPEN.contains(method + " " + route);
        }

        boolean isForEveryToken() {
            return service.equals("PAZ_ORCHESTRATOR_PORT") && (FOR_EVERY_TOKEN.contains(route));
        }

        boolean makesTickets() {
            return route.equals("/session/tickets");
        }
    }

    SpelledRoutes(Platform platform) {
        this.platform = platform;
    }

    List<Spelled> all() {
        return SERVICES.stream()
                .flatMap(service -> documented(service).stream())
                .flatMap(route -> spellings(route.path()).stream()
                        .map(path -> new Spelled(route.service(), route.method(), route.route(), path)))
                .toList();
    }

    private List<Spelled> documented(String service) {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(platform.get(service, "/openapi.yaml"));
        return document.get("paths").entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> new Spelled(
                                service,
                                method.toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getKey().replaceAll("\\{[^}]+}", "none").replaceFirst("(?<=.)/$", ""))))
                .toList();
    }

    private static Set<String> spellings(String path) {
        Set<String> spellings = new LinkedHashSet<>(List.of(path));
        int last = path.lastIndexOf('/') + 1;
        if (path.length() > 1) {
            String escaped = "%" + Integer.toHexString(path.charAt(last));
            spellings.add(path.substring(0, last) + escaped + path.substring(last + 1));
            spellings.add("/%" + Integer.toHexString(path.charAt(1)) + path.substring(2));
            spellings.add(path.substring(0, last) + "%25" + escaped.substring(1) + path.substring(last + 1));
            spellings.add(path.replaceFirst("^(/[^/]+)", "$1;a=1"));
            spellings.add(path.toUpperCase(Locale.ROOT));
            spellings.add(path.substring(0, last) + "./" + path.substring(last));
            spellings.add("/x/.." + path);
            spellings.add("/health/.." + path);
        }
        spellings.add(path + ";x=1");
        spellings.add(path + "/");
        spellings.add("/" + path);
        return spellings;
    }

    int ask(Spelled route, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + platform.setting(route.service()) + route.path()))
                .header("Content-Type", "application/json")
                .method(route.method(), BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(route.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String tokenThatDeploys(String service) {
        return platform.orchestrator(
                        "POST", "/tokens", "{\"name\":\"ci\",\"scopes\":[\"deploy:%s\"]}".formatted(service))
                .expect(201)
                .doc()
                .path("token")
                .asString();
    }

    /** Cookie and CSRF token of a browser that signed in, as headers. */
    String[] session() {
        Answer ticket = platform.orchestrator("POST", "/session/tickets", "").expect(201);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + platform.setting("PAZ_ORCHESTRATOR_PORT") + "/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"ticket\":\"%s\"}"
                        .formatted(ticket.doc().path("ticket").asString())))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            String token = new tools.jackson.databind.ObjectMapper()
                    .readTree(answer.body())
                    .at("/doc/csrfToken")
                    .asString();
            return new String[] {"Cookie", cookie.substring(0, cookie.indexOf(';')), "x-csrf-token", token};
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
