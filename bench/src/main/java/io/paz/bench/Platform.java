package io.paz.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A running platform, found through the same variables as {@code ./paz}. */
final class Platform {

    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(6);

    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String token;
    private final String hostToken;

    Platform(Map<String, String> environment) throws IOException {
        this.environment = environment;
        this.token = Files.readString(home().resolve("token")).strip();
        this.hostToken = Files.readString(home().resolve("fleet-token")).strip();
    }

    Path home() {
        return Path.of(environment.getOrDefault("PAZ_HOME", System.getProperty("user.home") + "/.paz"));
    }

    int port(String variable, int otherwise) {
        return Integer.parseInt(environment.getOrDefault(variable, String.valueOf(otherwise)));
    }

    /** As the user root. */
    EtcdClient etcd() throws IOException {
        return new EtcdClient(port("PAZ_ETCD_PORT", 2379), home().resolve("certificates/root"));
    }

    int httpPort() {
        return port("PAZ_HTTP_PORT", 8080);
    }

    int tlsPort() {
        return port("PAZ_TLS_PORT", 443);
    }

    void createService(String name) throws IOException, InterruptedException {
        createService(name, 1);
    }

    void createService(String name, int instances) throws IOException, InterruptedException {
        expect(201, send("POST", directory("/services"), """
                {"name":"%s","dockerRepository":"paz/demo-api","ports":[{"container":8080}],"numInstances":%d,
                 "healthCheck":{"path":"/health"},"env":{"MESSAGE":"bench"}}""".formatted(name, instances)));
    }

    void deploy(String name) throws IOException, InterruptedException {
        expect(200, send("POST", scheduler("/hooks/deploy"), """
                {"serviceName":"%s","dockerRepository":"paz/demo-api"}""".formatted(name)));
    }

    /** Returns when the deployment has ended well. */
    void deployAndWait(String name) throws IOException, InterruptedException {
        expect(200, send("POST", scheduler("/hooks/deploy?wait=true"), """
                {"serviceName":"%s","dockerRepository":"paz/demo-api"}""".formatted(name)));
    }

    /** Deploys, and returns when that has ended, be it well or not. */
    void tryDeployment(String name) throws IOException, InterruptedException {
        send("POST", scheduler("/hooks/deploy?wait=true"), "{\"serviceName\":\"%s\"}".formatted(name));
    }

    /** Deploys an earlier version again, and returns when that has ended well. */
    void rollBack(String name, int version) throws IOException, InterruptedException {
        expect(200, send("POST", scheduler("/deployments/%s/%d/rollback?wait=true".formatted(name, version)), ""));
    }

    void restart(String name) throws IOException, InterruptedException {
        expect(200, send("POST", scheduler("/services/" + name + "/restart?wait=true"), ""));
    }

    void scale(String name, int instances) throws IOException, InterruptedException {
        expect(
                200,
                send("POST", scheduler("/services/" + name + "/scale?wait=true"), "{\"instances\":" + instances + "}"));
    }

    /** @param fields of its configuration, as JSON */
    void configure(String name, String fields) throws IOException, InterruptedException {
        expect(200, send("PATCH", directory("/services/" + name + "/config"), fields));
    }

    DeploymentRecord newestDeployment(String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", scheduler("/deployments?limit=1&service=" + name), "");
        expect(200, answer);
        return new DeploymentRecord(answer.body());
    }

    void deleteService(String name) throws IOException, InterruptedException {
        expect(204, send("DELETE", scheduler("/services/" + name), ""));
    }

    /** A deployment as the scheduler shows it. */
    String deployment(String name, int version) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", scheduler("/deployments/" + name + "/" + version), "");
        expect(200, answer);
        return answer.body();
    }

    /** What the embedded host answers, be it well or not. */
    String host(String method, String path, String body) throws IOException, InterruptedException {
        return host(method, path, body, "*/*");
    }

    String host(String method, String path, String body, String accepted) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port("PAZ_HOST_PORT", 49_153) + path);
        return send(method, uri, body, accepted, hostToken).body();
    }

    WebSocket listen(WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port("PAZ_ORCHESTRATOR_PORT", 9000) + "/socket"), listener)
                .join();
    }

    private URI directory(String path) {
        return URI.create("http://127.0.0.1:" + port("PAZ_SERVICE_DIRECTORY_PORT", 9001) + path);
    }

    private URI scheduler(String path) {
        return URI.create("http://127.0.0.1:" + port("PAZ_SCHEDULER_PORT", 9002) + path);
    }

    private HttpResponse<String> send(String method, URI uri, String body) throws IOException, InterruptedException {
        return send(method, uri, body, "*/*", token);
    }

    private HttpResponse<String> send(String method, URI uri, String body, String accepted, String credential)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(REQUEST_TIMEOUT)
                        .header("Authorization", "Bearer " + credential)
                        .header("Accept", accepted)
                        .header("Content-Type", "application/json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.request().method() + " " + answer.uri() + " answered "
                    + answer.statusCode() + " (expected: " + status + "): " + answer.body());
        }
    }
}
