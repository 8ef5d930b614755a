package io.paz.announcer.host;

import ch.qos.logback.classic.Level;
import io.paz.announcer.AnnouncerSettings;
import io.paz.etcd.EtcdAccess;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The announcer on its own, for a host of a cluster. */
public final class AnnouncerMain {

    private static final String HELP = """
            Keeps the healthy instances of this host announced in etcd. Options are environment variables:
              PAZ_HOST_IP            (required)                address under which this host's instances are announced
              PAZ_ETCD_ENDPOINTS     http://127.0.0.1:2379     etcd's client URLs, separated by commas
              PAZ_ETCD_CERTIFICATES  (none)                    folder with ca.crt, tls.crt and tls.key, for etcd at https
              PAZ_PLATFORM           (none)                    id of the platform whose containers are expected at the start
              PAZ_ANNOUNCER_SOCKET   /run/paz/announcer.sock   Unix socket where sidekicks register
            Docker is asked at DOCKER_HOST, or /var/run/docker.sock. It needs the host's network and processes.
            """;

    private AnnouncerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0) {
            boolean help = arguments[0].equals("--help");
            (help ? System.out : System.err).println(help ? HELP : "unknown argument " + arguments[0] + "\n" + HELP);
            System.exit(help ? 0 : 2);
        }
        logWhatMatters();
        CountDownLatch end = new CountDownLatch(1);
        HostAnnouncer announcer = start(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            announcer.close();
            end.countDown();
        }));
        end.await();
    }

    /** A file of settings would be found by the other programs that this one is a part of. */
    private static void logWhatMatters() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.INFO);
        }
    }

    private static HostAnnouncer start(Map<String, String> environment) {
        String endpoints = environment.getOrDefault("PAZ_ETCD_ENDPOINTS", "http://127.0.0.1:2379");
        return HostAnnouncer.start(
                new AnnouncerSettings(
                        environment.getOrDefault("PAZ_HOST_IP", ""),
                        environment.getOrDefault("PAZ_PLATFORM", ""),
                        Path.of(environment.getOrDefault(
                                AnnouncerSettings.SOCKET_VARIABLE, "/run/paz/announcer.sock"))),
                EtcdAccess.parse(endpoints, environment.getOrDefault("PAZ_ETCD_CERTIFICATES", "")));
    }
}
