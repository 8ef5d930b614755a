package io.paz.host.manager.process;

import io.paz.host.unit.Signal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs that the host itself runs: shells of units in sessions of their own, and small helpers. */
final class Launcher {
    private static final Logger log = LoggerFactory.getLogger(Launcher.class);
    private static final File NOTHING = new File("/dev/null");

    private Launcher() {}

    /** Starts the script in its unit's folder and a new session, as a process that is no child of the host. */
    static void start(UnitFolder folder, Path script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "--fork", "/bin/sh", script.toString());
        builder.directory(folder.path().toFile());
        builder.redirectInput(NOTHING);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.output().toFile()));
        builder.redirectErrorStream(true);
        builder.start();
    }

    static void signal(Signal signal, List<ProcessStat> processes) {
        switch (signal) {
            case TERM ->
                processes.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy));
            case KILL ->
                processes.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
            default -> {
                List<String> command =
                        new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" -- \"$@\"", signal.name()));
                processes.forEach(process -> command.add(String.valueOf(process.pid())));
                run(command);
            }
        }
    }

    /** Gives the file's first bytes back to the file system; they read as zeros from then on. */
    static boolean punchHole(Path file, long length) {
        return run(List.of(
                "fallocate", "--punch-hole", "--offset", "0", "--length", String.valueOf(length), file.toString()));
    }

    /** Runs a helper that is done at once; returns whether it succeeded. */
    private static boolean run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(NOTHING)
                    .redirectOutput(NOTHING)
                    .redirectError(NOTHING)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            log.warn("{} cannot be run: {}", command.get(0), e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
