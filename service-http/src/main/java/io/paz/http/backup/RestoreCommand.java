package io.paz.http.backup;

import io.paz.http.option.InvalidOptionException;
import io.paz.http.option.ServiceOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * {@code restore FOLDER}, in place of a start: puts the newest backup of the folder where the service keeps its data, which must not be
 * there yet.
 *
 * @param restore from the folder of the backups, to that of the data; says in words what was restored
 */
public record RestoreCommand(ServiceOptions options, BiFunction<Path, Path, String> restore) {

    private static final int BAD_USAGE = 2;
    private static final int FAILED = 1;

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
        } catch (RuntimeException e) {
            return failed(e, FAILED);
        }
    }

    private String restore(String[] arguments) {
        if (arguments.length < 2 || arguments[1].startsWith("--")) {
            throw new InvalidOptionException("restore: folder is missing (expected: restore FOLDER, and options)");
        }
        String[] rest = Arrays.copyOfRange(arguments, 2, arguments.length);
        String data = options.resolve(rest, System.getenv()).get("paz.data");
        return restore.apply(Path.of(arguments[1]), Path.of(String.valueOf(data)));
    }

    private int failed(RuntimeException failure, int status) {
        System.err.println(options.service() + ": " + failure.getMessage());
        return status;
    }
}
