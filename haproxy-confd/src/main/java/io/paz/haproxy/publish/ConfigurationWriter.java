package io.paz.haproxy.publish;

import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes HAProxy's files, once HAProxy's check has passed them. That takes longer than to change the running HAProxy. So files can be written
 * after such a change, in a thread of its own, while the next one is made; of several that come meanwhile only the newest are written.
 * Used by one thread.
 */
final class ConfigurationWriter {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationWriter.class);

    private final ConfigurationFolder folder;
    private final String mainFile;
    private final LoadBalancer loadBalancer;
    private Runnable listener = () -> {};
    /** What HAProxy was changed to, until it is in place. */
    private @Nullable SortedMap<String, String> newest;

    private @Nullable Writing writing;

    private record Writing(SortedMap<String, String> files, FutureTask<Void> task) {}

    ConfigurationWriter(ConfigurationFolder folder, String mainFile, LoadBalancer loadBalancer) {
        this.folder = folder;
        this.mainFile = mainFile;
        this.loadBalancer = loadBalancer;
    }

    /** @param whenWritten called in another thread when {@link #finish} would not wait any more */
    void listen(Runnable whenWritten) {
        listener = whenWritten;
    }

    /** Texts of the files that HAProxy should run with: those not written yet, or else those in place. */
    SortedMap<String, String> present(Set<String> names) throws IOException {
        return newest == null ? folder.present(names) : newest;
    }

    /** Whether files are yet to be written after a change. */
    boolean hasUnwritten() {
        return newest != null;
    }

    /** Whether files were written that {@link #finish} was not called for. */
    boolean hasWritten() {
        return writing != null && writing.task().isDone();
    }

    /** @throws RefusedException when HAProxy would not run with these files; those that are written after a change are given up before */
    void check(SortedMap<String, String> files) throws IOException {
        giveUp();
        stageAndCheck(files);
    }

    /** Puts the files that were checked last in place. */
    void adopt(SortedMap<String, String> files) throws IOException {
        SortedMap<String, String> present = folder.present(files.keySet());
        Set<String> changed = new TreeSet<>();
        files.forEach((name, text) -> {
            if (!text.equals(present.get(name))) {
                changed.add(name);
            }
        });
        folder.adopt(changed);
        folder.deleteOtherCertificates(files.keySet());
    }

    void writeLater(SortedMap<String, String> files) {
        newest = files;
        if (writing == null) {
            begin(files);
        }
    }

    /**
     * Waits until what is being written is in place, and begins with newer files if there are any.
     *
     * @return whether nothing is left to be written
     * @throws RefusedException when HAProxy's check did not pass the files
     */
    boolean finish() throws IOException {
        Writing finished = writing;
        if (finished == null) {
            return true;
        }
        SortedMap<String, String> next = newest;
        writing = null;
        newest = null;
        await(finished.task());
        if (next != null && next != finished.files()) {
            writeLater(next);
            return false;
        }
        return true;
    }

    /** Waits for what is being written, whatever becomes of it, and has nothing more written after a change. */
    void giveUp() {
        newest = null;
        try {
            finish();
        } catch (IOException | RefusedException e) {
            log.debug("Files that newer ones replace were not written", e);
        }
    }

    private void begin(SortedMap<String, String> files) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            stageAndCheck(files);
            adopt(files);
            return null;
        });
        writing = new Writing(files, task);
        Runnable whenDone = listener;
        Thread thread = new Thread(
                () -> {
                    task.run();
                    whenDone.run();
                },
                "haproxy-files");
        thread.setDaemon(true);
        thread.start();
    }

    private void stageAndCheck(SortedMap<String, String> files) throws IOException {
        loadBalancer.check(folder.stage(files).resolve(mainFile));
    }

    private static void await(FutureTask<Void> task) throws IOException {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("writing HAProxy's files was interrupted", e);
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        }
    }

    private static void rethrow(@Nullable Throwable cause) throws IOException {
        if (cause instanceof IOException failure) {
            throw failure;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error failure) {
            throw failure;
        }
        throw new IllegalStateException(cause);
    }
}
