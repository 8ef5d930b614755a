package io.paz.scheduler.traffic;

/**
 * Server weights that divide traffic between two versions.
 *
 * @param next 0 to 256
 * @param old 0 to 256
 */
public record TrafficWeights(int next, int old) {

    /** What a version without a weight of its own has. */
    public static final int DEFAULT_WEIGHT = 100;

    private static final int MAX_WEIGHT = 256;

    /**
     * The smallest weights that come closest to a share of the traffic.
     *
     * @param percent for the new version, 0 to 100
     * @param nextInstances at least 1
     * @param oldInstances at least 1
     */
    public static TrafficWeights of(int percent, int nextInstances, int oldInstances) {
        if (percent == 0) {
            return new TrafficWeights(0, DEFAULT_WEIGHT);
        }
        if (percent == 100) {
            return new TrafficWeights(DEFAULT_WEIGHT, 0);
        }
        TrafficWeights best = new TrafficWeights(1, 1);
        for (int old = 1; old <= MAX_WEIGHT; old++) {
            long next = Math.round((double) percent * old * oldInstances / ((100.0 - percent) * nextInstances));
            TrafficWeights candidate = new TrafficWeights((int) Math.max(1, Math.min(MAX_WEIGHT, next)), old);
            if (candidate.distance(percent, nextInstances, oldInstances)
                    < best.distance(percent, nextInstances, oldInstances) - 1e-9) {
                best = candidate;
            }
        }
        return best;
    }

    /** The share that the new version really gets. */
    public double percent(int nextInstances, int oldInstances) {
        double mine = (double) next * nextInstances;
        return 100 * mine / (mine + (double) old * oldInstances);
    }

    private double distance(int percent, int nextInstances, int oldInstances) {
        return Math.abs(percent(nextInstances, oldInstances) - percent);
    }
}
