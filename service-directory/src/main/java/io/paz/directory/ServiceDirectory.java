package io.paz.directory;

import io.paz.directory.config.DirectoryApplication;
import io.paz.directory.config.DirectoryOptions;
import io.paz.http.PazService;
import io.paz.http.backup.RestoreCommand;
import io.paz.store.KeyValueStore;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The service directory, alone in its process or beside others. */
public final class ServiceDirectory {

    private ServiceDirectory() {}

    public static void main(String[] arguments) {
        RestoreCommand restore =
                new RestoreCommand(DirectoryOptions.options(), (backups, data) -> KeyValueStore.restore(backups, data)
                        .inWords());
        if (restore.isMeantBy(arguments)) {
            System.exit(restore.run(arguments));
        }
        PazService.main(DirectoryApplication.class, DirectoryOptions.options(), arguments);
    }

    /**
     * Starts it in this process and returns when it answers.
     *
     * @param environment variables that its options may come from
     * @throws io.paz.http.option.InvalidOptionException when an option is unknown, malformed or missing
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, String... arguments) {
        return PazService.start(DirectoryApplication.class, DirectoryOptions.options(), arguments, environment);
    }
}
