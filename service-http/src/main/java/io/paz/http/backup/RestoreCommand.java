package io.paz.http.backup;

import io.paz.http.option.InvalidOptionException;
import io.paz.http.option.ServiceOptions;
import io.paz.secret.BackupSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.util.FileSystemUtils;

/**
 * {@code restore FOLDER}, in place of a start: puts the newest backup of the folder where the service keeps its data, which must not be
 * there yet. Where the option {@code backups-key-file} names keys, one that they did not sign is refused, unless
 * {@code --unverified} is given too.
 *
 * @param restore from the folder of the backups, to that of the data; says in words what was restored
 */
public record RestoreCommand(ServiceOptions options, BiFunction<Path, Path, String> restore) {

    /** The audit log's folder, of a backup and of the data. */
    static final String AUDIT = "audit";

    private static final String UNVERIFIED = "--unverified";
    private static final int BAD_USAGE = 2;
    private static final int FAILED = 1;
    /** Nobody knows who made the backup. */
    private static final int UNKNOWN_ORIGIN = 3;

    public boolean isMeantBy(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals("restore");
    }

    /** Returns the exit status of the process: 0 when all is in place. */
    public int run(String[] arguments) {
        try {
            System.out.println(options.service() + ": restored " + restore(arguments));
            return 0;
        } catch (InvalidOptionException e) {
            return failed(e, BAD_USAGE);
        } catch (UnknownOriginException e) {
            return failed(e, UNKNOWN_ORIGIN);
        } catch (IOException | RuntimeException e) {
            return failed(e, FAILED);
        }
    }

    private String restore(String[] arguments) throws IOException {
        if (arguments.length < 2 || arguments[1].startsWith("--")) {
            throw new InvalidOptionException("restore: folder is missing (expected: restore FOLDER, and options)");
        }
        List<String> rest = new ArrayList<>(Arrays.asList(arguments).subList(2, arguments.length));
        boolean unverified = rest.remove(UNVERIFIED);
        Map<String, String> resolved = options.resolve(rest.toArray(String[]::new), System.getenv());
        Path backups = Path.of(arguments[1]);
        Path data = Path.of(resolved.getOrDefault("paz.data", ""));
        String keyFile = resolved.getOrDefault("paz.backups-key-file", "");
        if (keyFile.isEmpty()) {
            return restored(backups, data);
        }
        Path copy = Files.createDirectories(data).resolve("verified-backup");
        FileSystemUtils.deleteRecursively(copy);
        Files.createDirectory(copy);
        try {
            Optional<String> unknown = new BackupSignature(backups, Path.of(keyFile)).copyTo(copy);
            if (unknown.isPresent() && !unverified) {
                throw new UnknownOriginException(unknown.get());
            }
            return restored(unknown.isPresent() ? backups : copy, data);
        } finally {
            FileSystemUtils.deleteRecursively(copy);
        }
    }

    private String restored(Path backups, Path data) throws IOException {
        String words = restore.apply(backups, data);
        Path audit = data.resolve(AUDIT);
        if (Files.isDirectory(backups.resolve(AUDIT)) && !Files.exists(audit)) {
            FileSystemUtils.copyRecursively(backups.resolve(AUDIT), audit);
        }
        return words;
    }

    private static final class UnknownOriginException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnknownOriginException(String what) {
            super(what + ", so nobody knows who made it, and who made it decides what runs here; nothing was changed"
                    + " (expected: the key file of the platform that it is of, or " + UNVERIFIED
                    + " for one that is yours, of an earlier Paz for instance)");
        }
    }

    private int failed(Exception failure, int status) {
        System.err.println(options.service() + ": " + failure.getMessage());
        return status;
    }
}
