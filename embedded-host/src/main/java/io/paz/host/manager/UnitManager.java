package io.paz.host.manager;

import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.util.List;

/**
 * Whoever runs units on this machine. Changes are asked for on the manager's thread and happen later; what is asked of one
 * unit happens in the order in which it was asked.
 */
public interface UnitManager {
    /** Takes a unit in, or readies the content that follows once the one being unloaded is gone. */
    void load(UnitName name, UnitFile file);

    /** Stops the unit and forgets it. */
    void unload(UnitName name);

    void start(UnitName name);

    void stop(UnitName name);

    /** The units that are held, not those on their way out. Safe for several threads. */
    List<HeldUnit> held();

    /** The states of all units, those on their way out as well, in order of names. Safe for several threads. */
    List<UnitStatus> statuses();

    /** Has the listener called on the manager's thread whenever the statuses have changed; it must not block. */
    void onStatusChange(Runnable listener);
}
