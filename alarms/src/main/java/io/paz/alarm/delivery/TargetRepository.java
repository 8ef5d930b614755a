package io.paz.alarm.delivery;

import java.util.List;
import java.util.Optional;

/** Keeps targets on disk. */
public interface TargetRepository {

    /** In the order of their names. */
    List<AlarmTarget> all();

    Optional<AlarmTarget> find(String name);

    void save(AlarmTarget target);

    /** Deletes a target with what it was still to hear; whether there was one. */
    boolean delete(String name);
}
