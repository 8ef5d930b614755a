package io.paz.host.manager.process;

import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.manager.process.output.PrintedStream;
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
    static void start(UnitFolder folder, Path script, Role role) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "--fork", "/bin/sh", script.toString());
        builder.directory(folder.path().toFile());
        builder.redirectInput(NOTHING);
        builder.redirectOutput(appendTo(folder, PrintedStream.outputOf(role)));
        builder.redirectError(appendTo(folder, PrintedStream.errorsOf(role)));
        builder.start();
    }

    private static ProcessBuilder.Redirect appendTo(UnitFolder folder, PrintedStream stream) throws IOException {
        return ProcessBuilder.Redirect.appendTo(folder.output(stream).toFile());
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
