package io.paz.haproxy;

import io.paz.confd.resource.ConfFiles;
import io.paz.confd.resource.Renderer;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.KeyTree;
import io.paz.etcd.Snapshot;
import io.paz.haproxy.control.Haproxy;
import io.paz.haproxy.publish.CertificateFiles;
import io.paz.haproxy.publish.HeldRoutes;
import io.paz.haproxy.publish.PublishLoop;
import io.paz.haproxy.publish.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps HAProxy's files equal to what the keys in etcd say, and has HAProxy take each change over. HAProxy itself is started
 * and supervised by someone else; it may start before, after, or again at any time.
 */
public final class EmbeddedConfd implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedConfd.class);
    private static final String MAIN_FILE = "haproxy.cfg";

    private final ConfdOptions options;
    private final Renderer renderer;
    private final Publisher publisher;
    private final PublishLoop loop;
    private final CertificateFiles certificateFiles;
    private final KeyTree keys;
    private final Map<String, KeyTree> others = new TreeMap<>();
    /** Made before the first keys come. */
    private final HeldRoutes held;

    private EmbeddedConfd(EtcdConnection etcd, ConfdOptions options) {
        this.options = options;
        ConfFiles files = options.confDirectory().map(ConfFiles::in).orElseGet(ConfFiles::builtIn);
        this.renderer = new Renderer(files, options.environment());
        Haproxy haproxy = new Haproxy(options.binary(), options.runFolder(), options.maxOldWorkers());
        this.publisher = new Publisher(options.outputFolder(), MAIN_FILE, haproxy, haproxy.worker(), Clock.systemUTC());
        this.certificateFiles = new CertificateFiles(options.outputFolder(), haproxy, options.decryption());
        this.loop = new PublishLoop(this::render, publisher, options.window());
        this.held =
                HeldRoutes.servedBy(presentConfiguration(options.outputFolder().resolve(MAIN_FILE)));
        List<String> folders = renderer.folders();
        this.keys = etcd.watch(folders.get(0));
        folders.stream().skip(1).forEach(folder -> others.put(folder, etcd.watch(folder)));
    }

    /** Certificates stay as they are for as long as it is not known which there should be. */
    private SortedMap<String, String> render(SortedMap<String, String> entries) {
        SortedMap<String, String> rendered = renderer.render(entries);
        return others.values().stream().allMatch(tree -> tree.snapshot().known())
                ? certificateFiles.replaceList(rendered)
                : certificateFiles.keepPresent(rendered);
    }

    private static String presentConfiguration(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            log.warn("{} cannot be read: {}; it is written anew", file, e.toString());
            return "";
        }
    }

    /**
     * Starts; when it returns HAProxy's files exist, without routes if they did not exist before and etcd did not answer yet.
     *
     * @throws RuntimeException when confd's files cannot be loaded, or the first HAProxy files cannot be written
     */
    public static EmbeddedConfd start(EtcdConnection etcd, ConfdOptions options) {
        EmbeddedConfd confd = new EmbeddedConfd(etcd, options);
        try {
            confd.begin();
            return confd;
        } catch (RuntimeException e) {
            confd.close();
            throw e;
        }
    }

    public ConfdStatus status() {
        Snapshot snapshot = keys.snapshot();
        return new ConfdStatus(snapshot.stale(), snapshot.since(), held.count(), publisher.status());
    }

    /** Stops watching; HAProxy goes on with what it has. */
    @Override
    public void close() {
        keys.close();
        others.values().forEach(KeyTree::close);
        loop.close();
    }

    private void begin() {
        options.jail().ifPresent(EmbeddedConfd::createFolder);
        if (!Files.exists(options.outputFolder().resolve(MAIN_FILE))) {
            writeFirstFiles();
        }
        loop.start();
        // The subscription ends with the view itself.
        KeyTree.Registration unused = keys.subscribe(this::offer);
        others.values().forEach(tree -> {
            KeyTree.Registration other = tree.subscribe(snapshot -> offer(keys.snapshot()));
            log.debug("Watching beside the routes: {}", other);
        });
    }

    private synchronized void offer(Snapshot snapshot) {
        if (!snapshot.known()) {
            return;
        }
        int before = held.count();
        SortedMap<String, String> entries = new TreeMap<>(held.withHeld(snapshot.entries(), System.nanoTime()));
        others.values().forEach(tree -> entries.putAll(tree.snapshot().entries()));
        loop.offer(entries);
        if (before == 0 && held.count() > 0) {
            CompletableFuture.delayedExecutor(HeldRoutes.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> offer(keys.snapshot()));
        }
    }

    private void writeFirstFiles() {
        SortedMap<String, String> none = Collections.emptySortedMap();
        createFolder(options.outputFolder());
        publisher.publish(certificateFiles.replaceList(renderer.render(none)));
        var failure = publisher.status().failure();
        if (failure != null) {
            throw new IllegalStateException("HAProxy's first configuration: " + failure.reason());
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalStateException("The folder " + folder + " cannot be made", e);
        }
    }
}
