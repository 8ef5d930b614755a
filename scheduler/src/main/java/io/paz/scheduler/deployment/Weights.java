package io.paz.scheduler.deployment;

/**
 * Weights of each server of two versions, by which a balancer divides the traffic.
 *
 * @param next 0 to 256
 * @param old 0 to 256
 */
record Weights(int next, int old) {

    /** What a version without a weight of its own has. */
    static final int USUAL = 100;

    private static final int LARGEST = 256;

    /**
     * The smallest weights that come closest to a share of the traffic.
     *
     * @param percent for the new version, 0 to 100
     * @param nextInstances at least 1
     * @param oldInstances at least 1
     */
    static Weights of(int percent, int nextInstances, int oldInstances) {
        if (percent == 0) {
            return new Weights(0, USUAL);
        }
        if (percent == 100) {
            return new Weights(USUAL, 0);
        }
        Weights best = new Weights(1, 1);
        for (int old = 1; old <= LARGEST; old++) {
            long next = Math.round((double) percent * old * oldInstances / ((100.0 - percent) * nextInstances));
            Weights candidate = new Weights((int) Math.max(1, Math.min(LARGEST, next)), old);
            if (candidate.distance(percent, nextInstances, oldInstances)
                    < best.distance(percent, nextInstances, oldInstances) - 1e-9) {
                best = candidate;
            }
        }
        return best;
    }

    /** The share that the new version really gets. */
    double percent(int nextInstances, int oldInstances) {
        double mine = (double) next * nextInstances;
        return 100 * mine / (mine + (double) old * oldInstances);
    }

    private double distance(int percent, int nextInstances, int oldInstances) {
        return Math.abs(percent(nextInstances, oldInstances) - percent);
    }
}
