package io.paz.host.manager;

import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.util.List;

/** Keeps what the manager has to find again after the host was started anew, and the processes of each unit. */
public interface UnitHomes {
    /** A unit of an earlier run of the host. */
    record Found(UnitName name, UnitFile file, Memory memory) {}

    /**
     * What is kept of a unit.
     *
     * @param job what was asked of it and is not done
     * @param jobBegun whether the unit's processes were told to
     */
    record Memory(boolean launched, JobType job, boolean jobBegun, ServiceSnapshot service) {}

    /** Is told the end of each run, on the manager's thread. */
    interface EndListener {
        void ended(long run, ExitStatus end);
    }

    /** The place of one unit. */
    interface Home {
        UnitProcesses processes();

        /** Where it cannot be written now, that is tried again, and no process is started for the unit until it is. */
        void remember(Memory memory);

        /**
         * Looks for a run that an earlier run of the host began; its end is told, even if it is over by now.
         *
         * @return false if the run never began and never will
         */
        boolean findAgain(long run, UnitProcesses.Role role);

        /** Forgets the unit; what its processes printed stays in the journal. */
        void remove();
    }

    /** The units that are remembered. Those of before the machine's last boot come as new ones. */
    List<Found> findAll();

    Home open(ServiceDefinition definition, UnitFile file, EndListener listener);
}
