package io.paz.host.manager.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is kept of a unit cannot be read, so that nobody knows what runs of it. */
public final class BrokenUnitFolderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenUnitFolderException(Path file, String problem, @Nullable Throwable cause) {
        super("%s: %s (expected: what the host wrote there)".formatted(file, problem), cause);
    }
}
