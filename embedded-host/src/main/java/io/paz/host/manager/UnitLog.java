package io.paz.host.manager;

import io.paz.host.unit.UnitName;

/** Where the manager tells what it does with a unit, in systemd's words. */
public interface UnitLog {
    /** How much a line matters, by syslog's numbers. */
    enum Level {
        WARNING(4),
        NOTICE(5),
        INFO(6);

        private final int priority;

        Level(int priority) {
            this.priority = priority;
        }

        public int priority() {
            return priority;
        }
    }

    void report(UnitName unit, Level level, String message);
}
