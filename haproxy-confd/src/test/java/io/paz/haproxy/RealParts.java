package io.paz.haproxy;

import io.paz.etcd.Await;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import io.paz.etcd.FreePort;
import io.paz.etcd.Keys;
import io.paz.haproxy.publish.PublishStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Real etcd, real HAProxy, real instances, and the embedded confd between them. */
abstract class RealParts {

    static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    final int internal = FreePort.next();
    final int open = FreePort.next();
    final int stats = FreePort.next();
    final EtcdServer etcd = EtcdServer.unstarted();
    final List<AutoCloseable> toClose = new ArrayList<>();
    Path files;
    EtcdConnection connection;
    Keys keys;
    HaproxyServer haproxy;

    @BeforeEach
    void prepare() {
        files = folder.resolve("haproxy");
        etcd.start(folder.resolve("etcd"));
        connection = EtcdConnection.open(etcd.endpoints());
        keys = connection.keys();
        haproxy = new HaproxyServer(files);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : toClose) {
            one.close();
        }
        haproxy.close();
        connection.close();
        etcd.close();
    }

    EmbeddedConfd startAll() throws Exception {
        return startAll(null, Map.of());
    }

    EmbeddedConfd startAll(Path directory, Map<String, String> more) throws Exception {
        put("/paz/config/hosts/127.0.0.1", "");
        Map<String, String> environment = new HashMap<>(more);
        if (directory != null) {
            environment.put(ConfdOptions.CONF_DIRECTORY, directory.toString());
        }
        EmbeddedConfd confd = startConfd(environment);
        haproxy.start(internal);
        Await.until(
                "HAProxy serves what etcd says",
                SOON,
                () -> confd.status().healthy() && !confd.status().publishing().reloadDue());
        return confd;
    }

    EmbeddedConfd startConfd(Map<String, String> more) {
        EmbeddedConfd confd = EmbeddedConfd.start(connection, ConfdOptions.from(environment(more)));
        toClose.add(confd);
        return confd;
    }

    Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                ConfdOptions.CONF,
                files.toString(),
                ConfdOptions.RUN,
                files.toString(),
                "PAZ_HAPROXY_INTERNAL_BIND",
                "127.0.0.1:" + internal,
                "PAZ_HAPROXY_PUBLIC_BIND",
                "127.0.0.1:" + open,
                "PAZ_HAPROXY_STATS_BIND",
                "127.0.0.1:" + stats,
                "PAZ_HAPROXY_MAXCONN",
                "200"));
        environment.putAll(more);
        return environment;
    }

    /** confd's files with something added at the end of haproxy.cfg's template. */
    Path confDirectoryWith(String addition) throws Exception {
        Path directory = folder.resolve("confd");
        for (String part : List.of("conf.d", "templates")) {
            Files.createDirectories(directory.resolve(part));
            try (var all = Files.list(Path.of(part))) {
                for (Path file : all.toList()) {
                    Files.copy(file, directory.resolve(file));
                }
            }
        }
        Path template = directory.resolve("templates/haproxy.cfg.tmpl");
        Files.writeString(template, Files.readString(template) + "\n" + addition + "\n");
        return directory;
    }

    Instance instance(String name) throws Exception {
        Instance instance = new Instance(name);
        toClose.add(instance);
        return instance;
    }

    Set<String> answers(int times) {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < times; i++) {
            answers.add(HaproxyServer.body(internal, "demo-api.paz"));
        }
        return answers;
    }

    void put(String key, String value) throws Exception {
        keys.put(key, value).get();
    }

    void delete(String key) throws Exception {
        keys.delete(key).get();
    }

    boolean succeeds(String key) {
        return keys.put(key, "").handle((done, failure) -> failure == null).join();
    }

    void awaitStatus(int port, String host, int status) {
        Await.until(
                host + " answers " + status + "\n" + haproxy.log(),
                SOON,
                () -> HaproxyServer.status(port, host) == status);
    }

    /** Until HAProxy has taken over what was published, new servers get requests and old ones are gone. */
    static void awaitQuiet(EmbeddedConfd confd) {
        Await.until("nothing is under way", SOON, () -> {
            PublishStatus status = confd.status().publishing();
            return status.rising().isEmpty() && status.leaving().isEmpty() && !status.reloadDue();
        });
    }

    /** The line of a server of demo-api in HAProxy's statistics: its status is the 18th field, its weight the 19th. */
    Optional<String[]> statistics(String server) {
        return statistics("demo-api", server);
    }

    Optional<String[]> statistics(String backend, String server) {
        return HaproxyServer.exchange(stats, "GET /;csv HTTP/1.0\r\n\r\n")
                .lines()
                .filter(line -> line.startsWith(backend + "," + server + ","))
                .map(line -> line.split(","))
                .findFirst();
    }

    String configuration() {
        try {
            return Files.readString(files.resolve("haproxy.cfg"));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
