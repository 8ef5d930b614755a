package io.paz.announcer;

/** The sidekick that registered an instance. */
public interface Subscriber {

    void print(String line);

    /** Another sidekick has registered the same instance. */
    void end();
}
