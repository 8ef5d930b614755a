package io.paz.engine;

/** Instances 1 and 2 are a pair, 3 and 4, and so on; an engine keeps the two of a pair on different hosts where it can. */
public final class InstancePairs {

    private InstancePairs() {}

    /** The other instance of the pair. */
    public static int partner(int instance) {
        return instance % 2 == 0 ? instance - 1 : instance + 1;
    }
}
