package io.paz.engine.fleet.view;

import io.paz.engine.InstanceId;
import io.paz.engine.WorkloadName;
import java.util.Optional;

/** Reads what the name of a unit says. */
final class WorkloadNames {

    private static final String ANNOUNCER = "-announce";

    private WorkloadNames() {}

    /** @param unit with or without what follows its last dot */
    static WorkloadName of(String unit) {
        int dot = unit.lastIndexOf('.');
        WorkloadName name = WorkloadName.of(dot < 0 ? unit : unit.substring(0, dot));
        return name.instanceId()
                .flatMap(WorkloadNames::announced)
                .map(instance -> WorkloadName.announcer(name.text(), instance))
                .orElse(name);
    }

    /** The instance that a sidekick announces; empty for every other unit. */
    private static Optional<InstanceId> announced(InstanceId unit) {
        String service = unit.service();
        return service.endsWith(ANNOUNCER)
                ? Optional.of(new InstanceId(
                        service.substring(0, service.length() - ANNOUNCER.length()), unit.version(), unit.instance()))
                : Optional.empty();
    }
}
