package io.paz.host.manager.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files of output in the folder of a unit. */
public final class OutputFiles {
    private OutputFiles() {}

    public static Optional<Path> find(Path folder, PrintedStream stream) throws IOException {
        return in(folder).stream().filter(stream::isNameOf).findFirst();
    }

    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Stream.of(PrintedStream.values()).anyMatch(stream -> stream.isNameOf(file)))
                    .toList();
        }
    }
}
