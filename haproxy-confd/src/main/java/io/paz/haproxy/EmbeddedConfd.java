package io.paz.haproxy;

import io.paz.etcd.EtcdConnection;
import io.paz.etcd.KeyTree;
import io.paz.etcd.Snapshot;
import io.paz.haproxy.control.Haproxy;
import io.paz.haproxy.publish.PublishLoop;
import io.paz.haproxy.publish.Publisher;
import io.paz.haproxy.resource.ConfFiles;
import io.paz.haproxy.resource.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collections;
import java.util.SortedMap;

/**
 * Keeps HAProxy's files equal to what the keys in etcd say, and has HAProxy take each change over. HAProxy itself is started
 * and supervised by someone else; it may start before, after, or again at any time.
 */
public final class EmbeddedConfd implements AutoCloseable {

    private static final String MAIN_FILE = "haproxy.cfg";

    private final ConfdOptions options;
    private final Renderer renderer;
    private final Publisher publisher;
    private final PublishLoop loop;
    private final KeyTree keys;

    private EmbeddedConfd(EtcdConnection etcd, ConfdOptions options) {
        this.options = options;
        ConfFiles files = options.confDirectory().map(ConfFiles::in).orElseGet(ConfFiles::builtIn);
        this.renderer = new Renderer(files, options.environment());
        Haproxy haproxy = new Haproxy(options.binary(), options.runFolder(), options.maxOldWorkers());
        this.publisher = new Publisher(options.outputFolder(), MAIN_FILE, haproxy, haproxy.worker(), Clock.systemUTC());
        this.loop = new PublishLoop(renderer::render, publisher, options.window());
        this.keys = etcd.watch(renderer.folder());
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
        return new ConfdStatus(snapshot.stale(), snapshot.since(), publisher.status());
    }

    /** Stops watching; HAProxy goes on with what it has. */
    @Override
    public void close() {
        keys.close();
        loop.close();
    }

    private void begin() {
        if (!Files.exists(options.outputFolder().resolve(MAIN_FILE))) {
            writeFirstFiles();
        }
        loop.start();
        // The subscription ends with the view itself.
        KeyTree.Registration unused = keys.subscribe(this::offer);
    }

    private void offer(Snapshot snapshot) {
        if (snapshot.known()) {
            loop.offer(snapshot.entries());
        }
    }

    private void writeFirstFiles() {
        SortedMap<String, String> none = Collections.emptySortedMap();
        try {
            Files.createDirectories(options.outputFolder());
        } catch (IOException e) {
            throw new IllegalStateException("The folder " + options.outputFolder() + " cannot be made", e);
        }
        publisher.publish(renderer.render(none));
        var failure = publisher.status().failure();
        if (failure != null) {
            throw new IllegalStateException("HAProxy's first configuration: " + failure.reason());
        }
    }
}
