package io.paz.host.journal;

import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of a unit's folder in the journal, and the file in it that tells the unit's own, which may be longer. */
final class UnitFolderName {
    static final String FILE = "unit";

    private static final Logger log = LoggerFactory.getLogger(UnitFolderName.class);
    private static final int MAX_LENGTH = 200;

    private UnitFolderName() {}

    /** A name that a file cannot have is cut, and told apart by its hash. */
    static String of(UnitName unit) {
        String text = unit.text();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, 150) + "~" + Integer.toHexString(text.hashCode());
    }

    static void write(Path folder, UnitName unit) throws IOException {
        if (read(folder.resolve(FILE)).equals(Optional.of(unit))) {
            return;
        }
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(FILE + ".new");
        Files.writeString(unfinished, unit.text());
        Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The unit of a folder, by the file in it, or else by the name of the folder. */
    static Optional<UnitName> unitOf(Path folder) {
        String name = folder.getFileName().toString();
        Optional<UnitName> written = read(folder.resolve(FILE)).filter(unit -> of(unit).equals(name));
        Optional<UnitName> unit =
                written.or(() -> parse(name).filter(guess -> of(guess).equals(name)));
        if (written.isEmpty()) {
            log.warn(
                    "{} does not name its unit: {}",
                    folder.resolve(FILE),
                    unit.map(guess -> "its lines are taken for those of " + guess)
                            .orElse("its lines are left out"));
        }
        return unit;
    }

    private static Optional<UnitName> read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<UnitName> parse(String text) {
        try {
            return Optional.of(new UnitName(text));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
