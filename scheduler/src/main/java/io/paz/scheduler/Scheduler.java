package io.paz.scheduler;

import io.paz.http.PazService;
import io.paz.http.backup.RestoreCommand;
import io.paz.scheduler.config.SchedulerApplication;
import io.paz.scheduler.config.SchedulerOptions;
import io.paz.store.KeyValueStore;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The scheduler, alone in its process or beside others. */
public final class Scheduler {

    private Scheduler() {}

    public static void main(String[] arguments) {
        RestoreCommand restore =
                new RestoreCommand(SchedulerOptions.options(), (backups, data) -> KeyValueStore.restore(backups, data)
                        .inWords());
        if (restore.isMeantBy(arguments)) {
            System.exit(restore.run(arguments));
        }
        PazService.main(SchedulerApplication.class, SchedulerOptions.options(), arguments);
    }

    /**
     * Starts it in this process and returns when it answers.
     *
     * @param environment variables that its options may come from
     * @throws io.paz.http.option.InvalidOptionException when an option is unknown, malformed or missing
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, String... arguments) {
        return PazService.start(SchedulerApplication.class, SchedulerOptions.options(), arguments, environment);
    }
}
