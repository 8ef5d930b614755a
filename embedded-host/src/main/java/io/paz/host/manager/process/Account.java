package io.paz.host.manager.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A user of the machine. */
public record Account(String name, int uid, int gid, String home, String shell) {
    private static final Path PASSWD = Path.of("/etc/passwd");

    /** @param user by name or number */
    public static Optional<Account> find(String user) throws IOException {
        try (Stream<String> lines = Files.lines(PASSWD, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == 7)
                    .filter(fields -> fields[0].equals(user) || fields[2].equals(user))
                    .map(fields -> new Account(
                            fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), fields[5], fields[6]))
                    .findFirst();
        }
    }
}
