package io.paz.orchestrator;

import io.paz.http.PazService;
import io.paz.http.backup.RestoreCommand;
import io.paz.orchestrator.config.OrchestratorApplication;
import io.paz.orchestrator.config.OrchestratorOptions;
import io.paz.store.KeyValueStore;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The orchestrator, alone in its process or beside others. */
public final class Orchestrator {

    private Orchestrator() {}

    public static void main(String[] arguments) {
        RestoreCommand restore = new RestoreCommand(
                OrchestratorOptions.options(),
                (backups, data) -> KeyValueStore.restore(backups, data).inWords());
        if (restore.isMeantBy(arguments)) {
            System.exit(restore.run(arguments));
        }
        PazService.main(OrchestratorApplication.class, OrchestratorOptions.options(), arguments);
    }

    /**
     * Starts it in this process and returns when it answers.
     *
     * @param environment variables that its options may come from
     * @throws io.paz.http.option.InvalidOptionException when an option is unknown, malformed or missing
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, String... arguments) {
        return PazService.start(OrchestratorApplication.class, OrchestratorOptions.options(), arguments, environment);
    }
}
