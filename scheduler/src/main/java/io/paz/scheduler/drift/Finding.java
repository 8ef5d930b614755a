package io.paz.scheduler.drift;

import io.paz.engine.ReleaseId;

/**
 * One difference between the expected and the observed state.
 *
 * @param instance 1, 2, 3, ...
 * @param part name under which the engine knows it; of a route {@code service/version/instance}
 * @param expected what should be, for people
 * @param actual what is, for people
 * @param remedy what Paz does about it
 * @param advice what Paz does about it, or what a person can do, in words
 */
public record Finding(
        Kind kind,
        ReleaseId release,
        int instance,
        String part,
        String expected,
        String actual,
        Remedy remedy,
        String advice) {

    /** What is different. */
    public enum Kind {
        /** The engine does not hold a part that should run. */
        MISSING,
        /** The engine holds it, but it failed for good, or somebody stopped it. */
        DEAD,
        /** No host takes it. */
        UNPLACED,
        /** It has other content than Paz gave it. */
        CHANGED,
        /** It runs on a host with others of its version, though another host has fewer of them. */
        CROWDED,
        /** An instance gets no requests, since nothing announces it. */
        UNANNOUNCED,
        /** An instance runs or restarts, but does not serve. */
        NOT_SERVING,
        /** A part of a version or an instance that is over. */
        LEFTOVER,
        /** A route of a version or an instance that is over, which leads to nothing. */
        STALE_ROUTE,
        /** Named as Paz names its own, but Paz did not make it. */
        UNKNOWN
    }

    /** What can be done without harm to anything that serves. */
    public enum Remedy {
        NONE(""),
        SUBMIT("Paz submits it again"),
        /** Nothing of the instance serves, so that all of it may go first. */
        REPLACE("Paz removes what is left of it and submits it again"),
        /** The container goes on meanwhile. */
        REPLACE_ANNOUNCER("Paz removes what is left of it and submits it again"),
        /** Another instance takes its place meanwhile. */
        MOVE("Paz drains it and has it placed anew"),
        REMOVE("Paz drains and removes it"),
        UNROUTE("Paz takes it away");

        private final String words;

        Remedy(String words) {
            this.words = words;
        }
    }

    /** One that Paz repairs. */
    static Finding repaired(
            Kind kind, ReleaseId release, int instance, String part, String expected, String actual, Remedy remedy) {
        return new Finding(kind, release, instance, part, expected, actual, remedy, remedy.words);
    }

    /** One that is only shown. */
    static Finding shown(
            Kind kind, ReleaseId release, int instance, String part, String expected, String actual, String advice) {
        return new Finding(kind, release, instance, part, expected, actual, Remedy.NONE, advice);
    }

    public boolean isRepaired() {
        return remedy != Remedy.NONE;
    }

    Finding leftAlone(String why) {
        return new Finding(kind, release, instance, part, expected, actual, Remedy.NONE, why);
    }

    /** What stays the same from look to look, while the engine's words may change. */
    public Place place() {
        return new Place(kind, part);
    }

    /** Which difference it is. */
    public record Place(Kind kind, String part) {}
}
