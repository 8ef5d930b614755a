package io.paz.scheduler.hook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Repository of hooks. Blocks; a method that writes returns when the disk has it. The removal of a service removes its hooks with it.
 */
public interface HookRepository {

    void add(Hook hook);

    Optional<Hook> find(String id);

    /** Those of the name, of an earlier service too, oldest first. */
    List<Hook> ofService(String service);

    /** Keeps the last use of a hook; of one that is gone it keeps nothing. */
    void used(String id, Instant at, String result);

    /** Says whether there was one. */
    boolean delete(String id);

    /** The version that a delivery got before. Known for longer than the version itself, for as long as the hook lives. */
    Optional<Integer> delivered(String service, String key);
}
