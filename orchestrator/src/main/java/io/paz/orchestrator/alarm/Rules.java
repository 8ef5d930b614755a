package io.paz.orchestrator.alarm;

import io.paz.alarm.AlarmRule;
import java.time.Duration;
import java.util.List;

/** What alarms are raised for, on every platform. */
public final class Rules {

    static final AlarmRule SERVICE_DOWN = rule("service-down", Duration.ofSeconds(30), Duration.ofMinutes(1));
    static final AlarmRule INSTANCES_MISSING = rule("instances-missing", Duration.ofMinutes(5), Duration.ofMinutes(1));
    static final AlarmRule CRASH_LOOP = rule("crash-loop", Duration.ofSeconds(30), Duration.ofMinutes(5));
    static final AlarmRule DEPLOYMENT_FAILED = rule("deployment-failed", Duration.ZERO, Duration.ZERO);
    static final AlarmRule DRIFT = rule("drift", Duration.ofMinutes(5), Duration.ofMinutes(1));
    static final AlarmRule HOST_LOST = rule("host-lost", Duration.ofSeconds(30), Duration.ofMinutes(1));
    static final AlarmRule PART_DOWN = rule("part-down", Duration.ofMinutes(1), Duration.ofSeconds(30));
    static final AlarmRule CERTIFICATE = rule("certificate-expiring", Duration.ZERO, Duration.ZERO);
    static final AlarmRule DISK_SPACE = rule("disk-space", Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** Of {@link ServiceConditions}. */
    static final List<AlarmRule> OF_SERVICES = List.of(SERVICE_DOWN, INSTANCES_MISSING, CRASH_LOOP, DEPLOYMENT_FAILED);

    public static final List<AlarmRule> ALL = List.of(
            SERVICE_DOWN,
            INSTANCES_MISSING,
            CRASH_LOOP,
            DEPLOYMENT_FAILED,
            DRIFT,
            HOST_LOST,
            PART_DOWN,
            CERTIFICATE,
            DISK_SPACE);

    private Rules() {}

    private static AlarmRule rule(String name, Duration raiseAfter, Duration endAfter) {
        return new AlarmRule(name, raiseAfter, endAfter);
    }
}
