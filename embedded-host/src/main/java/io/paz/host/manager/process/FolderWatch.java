package io.paz.host.manager.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that is woken by the kernel when a file in a watched folder is made or written. Folders that the kernel refuses to watch are
 * polled.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    /** Is told the names of files that changed; an empty name says that any may have. */
    interface Watcher {
        void changed(String file);
    }

    /** Opens the kernel's watch. */
    interface Source {
        /** @throws IOException where the user has as many as the kernel allows */
        WatchService open() throws IOException;
    }

    private final Optional<WatchService> service;
    private final FolderPolling polling = new FolderPolling();
    private final Thread thread;
    private final Map<WatchKey, Watcher> watchers = new ConcurrentHashMap<>();

    FolderWatch(Source source) {
        service = open(source);
        thread = new Thread(() -> service.ifPresent(this::watch), "host-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static Optional<WatchService> open(Source source) {
        try {
            return Optional.of(source.open());
        } catch (IOException e) {
            warn("max_user_instances", e);
            return Optional.empty();
        }
    }

    private static void warn(String limit, IOException reason) {
        log.warn(
                "The kernel refuses to watch folders of units: {}; they are read every {} ms instead, which costs processor time."
                        + " To avoid it raise the limit (sysctl fs.inotify.{}, now {}) and start the host again",
                reason.getMessage(),
                FolderPolling.INTERVAL.toMillis(),
                limit,
                present(limit));
    }

    private static String present(String limit) {
        try {
            return Files.readString(Path.of("/proc/sys/fs/inotify", limit)).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Returns what ends the watch. */
    Runnable add(Path folder, Watcher watcher) {
        Runnable end = service.map(kernel -> register(folder, watcher, kernel)).orElseGet(() -> polling.add(watcher));
        watcher.changed("");
        return end;
    }

    private Runnable register(Path folder, Watcher watcher, WatchService kernel) {
        try {
            WatchKey key =
                    folder.register(kernel, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            watchers.put(key, watcher);
            return () -> {
                watchers.remove(key);
                key.cancel();
            };
        } catch (FileSystemException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            warn("max_user_watches", e);
            return polling.add(watcher);
        }
    }

    private void watch(WatchService kernel) {
        try {
            while (true) {
                WatchKey key = kernel.take();
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

    /** Waits until nothing is reported any more. */
    @Override
    public void close() throws IOException {
        if (service.isPresent()) {
            service.get().close();
        }
        polling.close();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
