package io.paz.test.engine;

import io.paz.directory.ServiceDirectory;
import io.paz.etcd.EtcdServer;
import io.paz.host.config.HostApplication;
import io.paz.host.config.HostOptions;
import io.paz.http.PazService;
import io.paz.scheduler.Scheduler;
import io.paz.test.platform.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scheduler, service directory, embedded host and etcd in this process, with this machine's Docker engine and no HAProxy. */
final class OneMachine implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final String ip = hostIp();
    private final EtcdServer etcd;
    private final List<String> hostOptions;
    private ConfigurableApplicationContext host;
    private final ConfigurableApplicationContext directory;
    private final List<String> options;
    private ConfigurableApplicationContext scheduler;

    /** @param options of the scheduler */
    OneMachine(Path folder, String... options) throws IOException {
        this(folder, "", options);
    }

    /** @param unitEnvironment assignments for all units */
    OneMachine(Path folder, String unitEnvironment, String[] options) throws IOException {
        this.folder = folder;
        this.options = List.of(options);
        etcd = EtcdServer.unstarted().start(folder.resolve("etcd"));
        hostOptions = List.of(
                "--insecure",
                "--data=" + folder.resolve("host"),
                "--units=" + folder.resolve("units"),
                "--environment=" + unitEnvironment,
                "--etcd-endpoints=" + etcdEndpoint(),
                "--announcer-socket=" + folder.resolve("announcer.sock"),
                "--ip=" + ip);
        host = startHost(0);
        directory = ServiceDirectory.start(Map.of(), "--port=0", "--insecure", "--data=" + folder.resolve("directory"));
        scheduler = startScheduler();
    }

    private ConfigurableApplicationContext startHost(int port) {
        List<String> all = new ArrayList<>(hostOptions);
        all.add("--port=" + port);
        return PazService.start(HostApplication.class, HostOptions.ALL, all.toArray(String[]::new), Map.of());
    }

    /** Starts the host again on what it left, at the same address. */
    void restartHost() {
        int port = PazService.port(host);
        host.close();
        host = startHost(port);
    }

    private ConfigurableApplicationContext startScheduler() {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(
                "--port=0",
                "--insecure",
                "--data=" + folder.resolve("scheduler"),
                "--svcdir-url=" + address(directory),
                "--fleet-url=" + address(host),
                "--journal-url=" + address(host),
                "--balancer-urls=http://127.0.0.1:9",
                "--etcd-endpoint=" + etcdEndpoint(),
                "--unit-etcd-endpoints=" + etcdEndpoint(),
                "--host-ip=" + ip,
                "--drain=0"));
        return Scheduler.start(Map.of(), all.toArray(String[]::new));
    }

    void stopScheduler() {
        scheduler.close();
    }

    void restartScheduler() {
        scheduler = startScheduler();
    }

    private String etcdEndpoint() {
        return etcd.endpoints().get(0).toString();
    }

    private static String address(ConfigurableApplicationContext service) {
        return "http://127.0.0.1:" + PazService.port(service);
    }

    /** An answer with a body, or none. */
    record Answer(int status, String body) {

        JsonNode doc() {
            return JsonMapper.shared().readTree(body).path("doc");
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + " (expected: " + wanted + "): " + body);
            }
            return this;
        }
    }

    Answer scheduler(String method, String path, String body) {
        return call(address(scheduler), method, path, body);
    }

    Answer directory(String method, String path, String body) {
        return call(address(directory), method, path, body);
    }

    Answer fleet(String method, String path, String body) {
        return call(address(host), method, "/fleet/v1" + path, body);
    }

    private Answer call(String address, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String key(String key) {
        return shell("ETCDCTL_API=3 etcdctl --endpoints=" + etcdEndpoint() + " get --print-value-only " + key);
    }

    /** Another one after every deletion. */
    String createRevision(String key) {
        return field("CreateRevision", key);
    }

    String lease(String key) {
        return field("Lease", key);
    }

    private String field(String name, String key) {
        return shell("ETCDCTL_API=3 etcdctl --endpoints=" + etcdEndpoint() + " get -w fields " + key
                + " | sed -n 's/^\"" + name + "\" : //p'");
    }

    List<String> containers(String service) {
        return shell("docker ps --format '{{.Names}}' --filter label=io.paz.service=" + service)
                .lines()
                .sorted()
                .toList();
    }

    /** Of the host, for its containers. The engine itself names no gateway of a bridge that it has just made. */
    static String hostIp() {
        return shell("ip -4 -o addr show docker0 | sed -E 's/.* inet ([0-9.]+).*/\\1/'");
    }

    static String shell(String script) {
        Command.Result result = Command.of("bash", "-c", script).run(Map.of());
        return result.status() == 0 ? result.output().strip() : "";
    }

    @Override
    public void close() {
        scheduler.close();
        directory.close();
        host.close();
        etcd.close();
    }
}
