package io.paz.bench;

import java.util.Locale;

/**
 * The receipts of deployments beside what the load generator counted in the same times. They differ by what is under way at the
 * edges: the load generator counts a request at its end, HAProxy at its beginning, and a receipt is closed before its deployment
 * is answered.
 */
final class Receipts {

    private int deployments;
    private int incomplete;
    private long told;
    private long errors;
    private long seen;

    void add(DeploymentRecord deployment, Phase phase) {
        if (deployment.isReceiptComplete()) {
            deployments++;
            told += deployment.requests();
            errors += deployment.errors();
            seen += phase.traffic().requests();
        } else {
            incomplete++;
        }
    }

    /** Whether there is a receipt, and none of them is further off than the requests that can be under way at its two edges. */
    boolean agree() {
        return deployments > 0 && Math.abs(told - seen) <= allowance();
    }

    private long allowance() {
        return 2L * ServiceUnderLoad.CONNECTIONS * deployments;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "receipts: %d complete, %d not; they count %d requests, %d errors; load generator: %d requests meanwhile;"
                        + " they differ by %d (allowed: %d, those under way at start and end)",
                deployments,
                incomplete,
                told,
                errors,
                seen,
                told - seen,
                allowance());
    }
}
