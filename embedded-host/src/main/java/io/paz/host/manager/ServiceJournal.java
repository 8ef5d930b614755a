package io.paz.host.manager;

import io.paz.host.manager.UnitLog.Level;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.ServiceDefinition.Type;

/** What is told of one service's life, in the words that systemd's users know. */
record ServiceJournal(ServiceDefinition definition, UnitLog log) {
    void starting() {
        report(Level.INFO, "Starting " + definition.title() + "...");
    }

    void started() {
        String done = definition.type() == Type.ONESHOT ? "Finished " : "Started ";
        report(Level.INFO, done + definition.title() + ".");
    }

    void stopping() {
        report(Level.INFO, "Stopping " + definition.title() + "...");
    }

    void ended(String process, ExitStatus end) {
        report(Level.NOTICE, definition.name() + ": " + process + " exited, " + end.description());
    }

    void timedOut(String what) {
        report(Level.WARNING, definition.name() + ": " + what);
    }

    void restarting(int counter) {
        report(Level.INFO, definition.name() + ": Scheduled restart job, restart counter is at " + counter + ".");
    }

    void startLimitHit() {
        report(Level.WARNING, definition.name() + ": Start request repeated too quickly.");
        report(Level.WARNING, definition.name() + ": Failed with result 'start-limit-hit'.");
    }

    void down(Result result, boolean stopped) {
        if (result == Result.SUCCESS) {
            report(Level.INFO, definition.name() + ": Deactivated successfully.");
        } else {
            report(Level.WARNING, definition.name() + ": Failed with result '" + result.text() + "'.");
        }
        if (stopped) {
            report(Level.INFO, "Stopped " + definition.title() + ".");
        }
    }

    void dependencyFailed() {
        report(Level.WARNING, "Dependency failed for " + definition.title() + ".");
    }

    void refused(String problem) {
        report(Level.WARNING, definition.name() + ": " + problem);
    }

    private void report(Level level, String message) {
        log.report(definition.name(), level, message);
    }
}
