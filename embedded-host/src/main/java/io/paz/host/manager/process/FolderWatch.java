package io.paz.host.manager.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that is woken by the kernel when a file in a watched folder is made or written. */
final class FolderWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    /** Is told the names of files that changed; an empty name says that any may have. */
    interface Watcher {
        void changed(String file);
    }

    private final WatchService service;
    private final Thread thread;
    private final Map<WatchKey, Watcher> watchers = new ConcurrentHashMap<>();

    FolderWatch(WatchService service) {
        this.service = service;
        thread = new Thread(this::watch, "host-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns what ends the watch. */
    Runnable add(Path folder, Watcher watcher) {
        try {
            WatchKey key = folder.register(
                    service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            watchers.put(key, watcher);
            watcher.changed("");
            return () -> {
                watchers.remove(key);
                key.cancel();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = service.take();
                Watcher watcher = watchers.get(key);
                if (watcher != null) {
                    key.pollEvents().stream().map(FolderWatch::file).distinct().forEach(report(watcher));
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            log.debug("The host is stopping; nothing is watched any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String file(WatchEvent<?> event) {
        return event.context() instanceof Path path ? path.toString() : "";
    }

    private static Consumer<String> report(Watcher watcher) {
        return file -> {
            try {
                watcher.changed(file);
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                log.error("Handling the change of {} failed", file, e);
            }
        };
    }

    /** Waits until nothing is told any more. */
    @Override
    public void close() throws IOException {
        service.close();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
