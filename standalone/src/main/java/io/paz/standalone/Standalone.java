package io.paz.standalone;

import io.paz.directory.ServiceDirectory;
import io.paz.etcd.Announcement;
import io.paz.etcd.EtcdAccess;
import io.paz.etcd.EtcdConnection;
import io.paz.haproxy.ConfdOptions;
import io.paz.haproxy.EmbeddedConfd;
import io.paz.host.config.HostApplication;
import io.paz.host.config.HostOptions;
import io.paz.http.PazService;
import io.paz.http.audit.AuditCommand;
import io.paz.orchestrator.Orchestrator;
import io.paz.scheduler.Scheduler;
import io.paz.secret.BackupSignature;
import io.paz.secret.SecretKeyException;
import io.paz.store.KeyValueStore;
import io.paz.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts side by side, each as it would be alone: own port, own data, talking to the others over HTTP and etcd. It
 * ends when a part cannot start; {@code ./paz} starts it again.
 */
public final class Standalone {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final int CANNOT_START = 1;
    private static final int BAD_USAGE = 2;
    /** Nobody knows who made the backup. */
    private static final int NOT_KNOWN = 3;

    private static final int COMMAND_WORDS = 3;

    private Standalone() {}

    /**
     * Starts all, without arguments. {@code sign BACKUP KEYS} signs a backup, {@code verify BACKUP KEYS} says whether these keys did, and
     * {@code restore BACKUP DATA} puts one in place of data that are not there. {@code audit ...} reads or verifies the audit log.
     */
    public static void main(String[] arguments) {
        if (AuditCommand.isMeantBy(arguments)) {
            System.exit(AuditCommand.run(arguments, System.out));
        } else if (arguments.length == 0) {
            start();
        } else if (arguments.length == COMMAND_WORDS) {
            run(arguments[0], Path.of(arguments[1]), Path.of(arguments[2]));
        } else {
            System.exit(BAD_USAGE);
        }
    }

    private static void run(String command, Path backup, Path other) {
        try {
            switch (command) {
                case "sign" -> new BackupSignature(backup, other).sign();
                case "verify" -> verify(new BackupSignature(backup, other));
                case "restore" -> restore(backup, other);
                default -> System.exit(BAD_USAGE);
            }
        } catch (StoreException | SecretKeyException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static void verify(BackupSignature signature) throws IOException {
        Optional<String> unknown = signature.verify();
        if (unknown.isPresent()) {
            System.out.println(unknown.get());
            System.exit(NOT_KNOWN);
        }
    }

    private static void restore(Path backup, Path data) {
        for (String store : stores(backup)) {
            Path place = data.resolve(store);
            String restored = KeyValueStore.restore(
                            backup.resolve(Path.of(store).getName(0)), place)
                    .inWords();
            System.out.println(place + ": " + restored);
        }
    }

    /** A backup of an earlier release has no orchestrator's. */
    private static List<String> stores(Path backup) {
        List<String> stores = List.of("directory", "scheduler", "host/registry", "orchestrator");
        return Files.exists(backup.resolve("orchestrator")) ? stores : stores.subList(0, stores.size() - 1);
    }

    private static void start() {
        try {
            Map<String, String> settings = new PartSettings(System.getenv()).all();
            EtcdConnection reading = etcd(settings, "confd");
            EtcdConnection announcing = etcd(settings, "paz");
            EmbeddedConfd confd = EmbeddedConfd.start(reading, ConfdOptions.from(settings));
            startServices(settings);
            Announcement parts = announcing.announce(PartNames.entries(settings));
            closeAtTheEnd(parts, announcing, confd, reading);
        } catch (RuntimeException e) {
            log.error("Paz cannot start: {}", root(e).getMessage(), e);
            System.exit(CANNOT_START);
        }
    }

    /** As the user of that name. */
    private static EtcdConnection etcd(Map<String, String> settings, String user) {
        return EtcdConnection.open(EtcdAccess.parse(
                settings.getOrDefault("PAZ_ETCD_ENDPOINT", ""),
                settings.getOrDefault("PAZ_ETCD_CERTIFICATES", "") + "/" + user));
    }

    private static void closeAtTheEnd(
            Announcement parts, EtcdConnection announcing, EmbeddedConfd confd, EtcdConnection reading) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            parts.close();
            announcing.close();
            confd.close();
            reading.close();
        }));
    }

    /** At the same time: each spends most of its start waiting for a processor or a disk of its own. */
    private static void startServices(Map<String, String> settings) {
        Stream<Runnable> starts = Stream.of(
                () -> ServiceDirectory.start(settings),
                () -> PazService.start(
                        HostApplication.class, HostOptions.ALL, new String[0], PartSettings.ofHost(settings)),
                () -> Scheduler.start(settings),
                () -> Orchestrator.start(settings));
        CompletableFuture.allOf(starts.map(CompletableFuture::runAsync).toArray(CompletableFuture[]::new))
                .join();
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapped = failure instanceof CompletionException || failure.getMessage() == null;
        return wrapped && cause != null ? root(cause) : failure;
    }
}
