package io.paz.haproxy;

import ch.qos.logback.classic.Level;
import io.paz.etcd.EtcdAccess;
import io.paz.etcd.EtcdConnection;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded confd on its own. */
public final class ConfdMain {

    private static final Logger log = LoggerFactory.getLogger(ConfdMain.class);

    private static final String HELP = """
            Keeps HAProxy's configuration equal to what the keys in etcd say. Options are environment variables:
              PAZ_ETCD_ENDPOINTS            http://127.0.0.1:2379   etcd's client URLs, separated by commas
              PAZ_ETCD_CERTIFICATES         (none)                  folder with ca.crt, tls.crt and tls.key, for etcd at https
              PAZ_CONFD_DIRECTORY           (built in)              folder with conf.d and templates
              PAZ_HAPROXY_CONF              /etc/haproxy            folder that HAProxy's files are written to
              PAZ_HAPROXY_RUN               /run/haproxy            folder of HAProxy's sockets, master.sock and admin.sock
              PAZ_HAPROXY_BINARY            haproxy                 the program that checks configurations
              PAZ_HAPROXY_INTERNAL_BIND     *:8080                  address of the internal front end
              PAZ_HAPROXY_BRIDGE_BIND       (none)                  address where containers of this machine reach services
              PAZ_HAPROXY_BRIDGE_NETWORK    (none)                  the networks that they come from, with blanks between
              PAZ_HAPROXY_PUBLIC_BIND       *:80                    address of the public front end
              PAZ_HAPROXY_TLS_BIND          (none)                  address of the public front end for HTTPS
              PAZ_HAPROXY_TCP_PORTS         (none)                  public ports of TCP services, such as 20000-20099, at the addresses of the public front end
              PAZ_SECRETS_KEY_FILE          (none)                  file with the keys that keys of certificates are encrypted with
              PAZ_HAPROXY_STATS_BIND        127.0.0.1:8404          address of statistics and metrics
              PAZ_HAPROXY_STATS_PASSWORD_FILE (none)                file with the password that they ask for, with the user paz
              PAZ_HAPROXY_MAX_OLD_WORKERS   16                      old processes that may live on with their connections
              PAZ_HAPROXY_HARD_STOP_AFTER   (never)                 when old processes end although they have connections
              PAZ_HAPROXY_MAXCONN           4000                    most connections at a time of each front end
              PAZ_HAPROXY_MAXCONN_PER_SOURCE (a quarter)            most of them of one source, at the public and the bridge's front end
              PAZ_HAPROXY_USER              (none)                  user and group of HAProxy's workers, which then see an empty folder
                                                                    alone, jail in $PAZ_HAPROXY_RUN; HAProxy must be started as root
              PAZ_HAPROXY_TRUSTED_PROXIES   (none)                  addresses whose X-Forwarded headers are believed
              PAZ_HAPROXY_PROXY_PROTOCOL    (none)                  addresses that speak the PROXY protocol to the public front end
            HAProxy is started by someone else: haproxy -W -S $PAZ_HAPROXY_RUN/master.sock -f $PAZ_HAPROXY_CONF/haproxy.cfg
            """;

    private ConfdMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0) {
            boolean help = arguments[0].equals("--help");
            (help ? System.out : System.err).println(help ? HELP : "unknown argument " + arguments[0] + "\n" + HELP);
            System.exit(help ? 0 : 2);
        }
        logWhatMatters();
        String endpoints = System.getenv().getOrDefault("PAZ_ETCD_ENDPOINTS", "http://127.0.0.1:2379");
        String certificates = System.getenv().getOrDefault("PAZ_ETCD_CERTIFICATES", "");
        CountDownLatch end = new CountDownLatch(1);
        EtcdConnection etcd = EtcdConnection.open(EtcdAccess.parse(endpoints, certificates));
        EmbeddedConfd confd = EmbeddedConfd.start(etcd, ConfdOptions.from(System.getenv()));
        log.info("Watching etcd at {}", endpoints);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            confd.close();
            etcd.close();
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
}
