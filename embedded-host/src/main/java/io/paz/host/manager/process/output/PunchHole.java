package io.paz.host.manager.process.output;

import io.paz.host.unit.UnitName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the first bytes of a file back to the file system; they read as zeros from then on. */
final class PunchHole {
    private static final Logger log = LoggerFactory.getLogger(PunchHole.class);
    private static final File NOTHING = new File("/dev/null");

    private PunchHole() {}

    static void punch(UnitName unit, Path file, long length) {
        if (!run(file, length)) {
            log.warn("Cannot reclaim the disk space of the output of {}: fallocate failed on this file system", unit);
        }
    }

    private static boolean run(Path file, long length) {
        try {
            Process process = new ProcessBuilder(
                            "fallocate",
                            "--punch-hole",
                            "--offset",
                            "0",
                            "--length",
                            String.valueOf(length),
                            file.toString())
                    .redirectInput(NOTHING)
                    .redirectOutput(NOTHING)
                    .redirectError(NOTHING)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            log.warn("fallocate cannot be run: {}", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
