package io.paz.alarm;

import java.util.Collection;
import java.util.List;

/** Keeps alarms, and what is to be delivered of them, on disk. */
public interface AlarmRepository {

    /** Those that go on, and those that ended, the newest first. */
    List<Alarm> all();

    /**
     * Saves alarms and deliveries together or not at all.
     *
     * @param alarms that are new, or other than before
     * @param outdated that are kept no longer
     */
    void save(Collection<Alarm> alarms, Collection<Alarm> outdated, Collection<Delivery> deliveries);
}
