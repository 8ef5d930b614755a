package io.paz.host.manager;

import io.paz.host.manager.UnitLog.Level;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.ServiceDefinition.Type;

/** What is told of one service's life, in the words that systemd's users know. */
record ServiceJournal(ServiceDefinition definition, UnitLog log) {
    void starting() {
        tell(Level.INFO, "Starting " + definition.title() + "...");
    }

    void started() {
        String done = definition.type() == Type.ONESHOT ? "Finished " : "Started ";
        tell(Level.INFO, done + definition.title() + ".");
    }

    void stopping() {
        tell(Level.INFO, "Stopping " + definition.title() + "...");
    }

    void ended(String process, ExitStatus end) {
        tell(Level.NOTICE, definition.name() + ": " + process + " exited, " + end.description());
    }

    void timedOut(String what) {
        tell(Level.WARNING, definition.name() + ": " + what);
    }

    void restarting(int counter) {
        tell(Level.INFO, definition.name() + ": Scheduled restart job, restart counter is at " + counter + ".");
    }

    void startLimitHit() {
        tell(Level.WARNING, definition.name() + ": Start request repeated too quickly.");
        tell(Level.WARNING, definition.name() + ": Failed with result 'start-limit-hit'.");
    }

    void down(Result result, boolean stopped) {
        if (result == Result.SUCCESS) {
            tell(Level.INFO, definition.name() + ": Deactivated successfully.");
        } else {
            tell(Level.WARNING, definition.name() + ": Failed with result '" + result.text() + "'.");
        }
        if (stopped) {
            tell(Level.INFO, "Stopped " + definition.title() + ".");
        }
    }

    void dependencyFailed() {
        tell(Level.WARNING, "Dependency failed for " + definition.title() + ".");
    }

    void refused(String problem) {
        tell(Level.WARNING, definition.name() + ": " + problem);
    }

    private void tell(Level level, String message) {
        log.tell(definition.name(), level, message);
    }
}
