package io.paz.test.platform;

import io.paz.bench.load.LoadPlan;
import io.paz.etcd.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A platform of its own: {@code ./paz up} in a folder and on ports that nothing else uses. */
public final class Platform implements AutoCloseable {

    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(6);
    private static final int LOAD_CONNECTIONS = 8;
    private static final Duration LOAD_PAUSE = Duration.ofMillis(20);
    private static final List<String> PORTS = List.of(
            "PAZ_HTTP_PORT",
            "PAZ_PUBLIC_PORT",
            "PAZ_STATS_PORT",
            "PAZ_ORCHESTRATOR_PORT",
            "PAZ_SERVICE_DIRECTORY_PORT",
            "PAZ_SCHEDULER_PORT",
            "PAZ_HOST_PORT",
            "PAZ_ETCD_PORT",
            "PAZ_ETCD_PEER_PORT");

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    public Platform(Path home) {
        this(home, Map.of());
    }

    /**
     * @param settings environment variables of the platform's processes
     */
    public Platform(Path home, Map<String, String> settings) {
        environment.put("PAZ_HOME", home.toString());
        // Also where the tests run as root on a machine with systemd.
        environment.put("PAZ_SUPERVISOR", "paz");
        environment.putAll(settings);
        PORTS.forEach(port -> environment.put(port, String.valueOf(FreePort.next())));
    }

    public Path home() {
        return Path.of(setting("PAZ_HOME"));
    }

    public String setting(String variable) {
        return Objects.requireNonNull(environment.get(variable), variable);
    }

    /** The id that marks its containers. */
    public String id() {
        try {
            return Files.readString(home().resolve("platform")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Command.Result paz(String... arguments) {
        return Command.of(ROOT.resolve("paz").toString(), arguments).run(environment);
    }

    public void up(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "up";
        System.arraycopy(options, 0, arguments, 1, options.length);
        paz(arguments).expectSuccess();
    }

    /** What etcdctl prints as the user root of this platform's etcd. */
    public String etcdctl(String... arguments) {
        return etcdctl("root", arguments).expectSuccess().output();
    }

    /** Runs etcdctl with the certificate of a user. */
    public Command.Result etcdctl(String user, String[] arguments) {
        Path certificates = home().resolve("certificates").resolve(user);
        return Command.of("etcdctl", arguments)
                .run(Map.of(
                        "ETCDCTL_API", "3",
                        "ETCDCTL_ENDPOINTS", "https://127.0.0.1:" + setting("PAZ_ETCD_PORT"),
                        "ETCDCTL_CACERT", certificates.resolve("ca.crt").toString(),
                        "ETCDCTL_CERT", certificates.resolve("tls.crt").toString(),
                        "ETCDCTL_KEY", certificates.resolve("tls.key").toString()));
    }

    /** Runs a command with this platform's settings. */
    Command.Result run(List<String> line) {
        return new Command(line).run(environment);
    }

    /** Runs a piece of shell as it stands in the documentation, with this platform's ports and folder put in. */
    Command.Result shell(String script) {
        String moved = script.replace("~/.paz", home().toString())
                .replace("./paz ", ROOT.resolve("paz") + " ")
                .replace(":8080", ":" + setting("PAZ_HTTP_PORT"))
                .replace(":9000", ":" + setting("PAZ_ORCHESTRATOR_PORT"))
                .replace(":9001", ":" + setting("PAZ_SERVICE_DIRECTORY_PORT"))
                .replace(":9002", ":" + setting("PAZ_SCHEDULER_PORT"));
        return Command.of("bash", "-euo", "pipefail", "-c", moved).run(environment);
    }

    public Answer orchestrator(String method, String path, String body) {
        return request("PAZ_ORCHESTRATOR_PORT", method, path, body);
    }

    public Answer directory(String method, String path, String body) {
        return request("PAZ_SERVICE_DIRECTORY_PORT", method, path, body);
    }

    public Answer scheduler(String method, String path, String body) {
        return request("PAZ_SCHEDULER_PORT", method, path, body);
    }

    public Answer host(String method, String path, String body) {
        return request("PAZ_HOST_PORT", method, path, body);
    }

    /** What the service at a port, such as {@code PAZ_SCHEDULER_PORT}, answers with 200. */
    public String get(String port, String path) {
        return request(port, "GET", path, "").expect(200).body();
    }

    /** What HAProxy's internal front end answers for a host name. */
    public Answer routed(String host, String path) {
        return routed("PAZ_HTTP_PORT", host, path);
    }

    /** What HAProxy's public front end answers for a host name. */
    public Answer routedInPublic(String host, String path) {
        return routed("PAZ_PUBLIC_PORT", host, path);
    }

    /** What HAProxy's internal front end answers for a host name to a request with one more header, such as {@code Name: value}. */
    public Answer routedWith(String header, String host, String path) {
        return routed("PAZ_HTTP_PORT", host, path, "-H", header);
    }

    /** What HAProxy's internal front end answers for a host name to a body without a token. */
    public Answer posted(String host, String path, String body) {
        return routed("PAZ_HTTP_PORT", host, path, "-d", body);
    }

    /** A service of two demos, in the directory only. */
    void create(String name) {
        directory("POST", "/services", """
                        {"name": "%s", "dockerRepository": "paz/demo-api", "numInstances": 2,
                         "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(name)).expect(201);
    }

    /** Deploys it as the directory has it; returns when it serves. */
    void deploy(String name) {
        scheduler("POST", "/hooks/deploy?wait=true", "{\"serviceName\": \"%s\"}".formatted(name))
                .expect(200);
    }

    /** A modest load on a service, through HAProxy's internal front end. */
    public LoadPlan load(String service) {
        return LoadPlan.ordinary(
                Integer.parseInt(setting("PAZ_HTTP_PORT")), service + ".paz", LOAD_CONNECTIONS, LOAD_PAUSE);
    }

    private Answer routed(String port, String host, String path, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "curl",
                "-s",
                "--max-time",
                "30",
                "-w",
                "\n%{http_code}",
                "-H",
                "Host: " + host,
                "http://127.0.0.1:" + setting(port) + path));
        line.addAll(List.of(more));
        Command.Result result = new Command(line).run(environment);
        int end = result.output().lastIndexOf('\n');
        return new Answer(
                Integer.parseInt(result.output().substring(end + 1).strip()),
                result.output().substring(0, Math.max(end, 0)),
                json);
    }

    private Answer request(String port, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + setting(port) + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + tokenOf(port))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), json);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a signal to the process of a part: {@code etcd}, {@code haproxy}, {@code paz} or {@code supervisor}. */
    public void signal(String signal, String part) {
        Command.of("kill", "-s", signal, String.valueOf(pid(part)))
                .run(Map.of())
                .expectSuccess();
    }

    /** The pid of a part's process, the last one when it does not run. */
    public long pid(String part) {
        return Long.parseLong(
                read(home().resolve("run/" + part + ".pid")).lines().findFirst().orElseThrow());
    }

    /** What the service at a port wants: the embedded host a token of its own, the others the administrator's. */
    public String tokenOf(String port) {
        return port.equals("PAZ_HOST_PORT")
                ? read(home().resolve("fleet-token")).strip()
                : token();
    }

    public String token() {
        return read(home().resolve("token")).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        paz("destroy", "--yes").expectSuccess();
    }

    /** An answer over HTTP. */
    public record Answer(int status, String body, ObjectMapper json) {

        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + " (expected: " + wanted + "): " + body);
            }
            return this;
        }

        public JsonNode tree() {
            return json.readTree(body);
        }

        /** The document inside {@code {"doc": ...}}. */
        public JsonNode doc() {
            return tree().required("doc");
        }
    }
}
