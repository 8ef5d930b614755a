package io.paz.announcer;

import java.time.Duration;

/** What an instance has done for it. */
interface InstanceEffects {

    /** Prints a line in the log of the instance's sidekick. */
    void print(String line);

    /** Has the container checked after a delay, and the result reported with this number. */
    void check(ContainerState container, Duration delay, long number);

    /** Wants the key in etcd; repeated while the reading that it comes from is fresh. */
    void announce(String address, Duration fresh);

    void withdraw();
}
