package io.paz.directory.catalog.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Canary rules; a null component was not given, and the scheduler's default applies.
 *
 * @param steps shares of the traffic in percent, 1 to 99, each higher than the one before, 1 to 20 of them
 * @param stepSeconds how long each lasts, 1 to 86,400
 * @param minRequests requests to the new version without which a share is not judged, 0 to 1,000,000
 * @param maxErrorIncrease how much of its requests may fail beyond the old version's part, 0 to 1
 * @param maxSlowdown how many times the old version's response time it may take, 1 to 1,000
 */
public record CanaryRules(
        @Nullable List<Integer> steps,
        @Nullable Integer stepSeconds,
        @Nullable Integer minRequests,
        @Nullable Double maxErrorIncrease,
        @Nullable Double maxSlowdown) {

    private static final int MAX_STEPS = 20;

    public CanaryRules {
        InvalidFieldException.unless(
                steps == null || areSteps(steps),
                "strategy.steps",
                steps,
                "1 to " + MAX_STEPS + " whole numbers from 1 to 99, each higher than the one before");
        checkRange("stepSeconds", stepSeconds, 1, 86_400);
        checkRange("minRequests", minRequests, 0, 1_000_000);
        checkRange("maxErrorIncrease", maxErrorIncrease, 0, 1);
        checkRange("maxSlowdown", maxSlowdown, 1, 1000);
        steps = steps == null ? null : List.copyOf(steps);
    }

    /** Whether no rule was given. */
    boolean isEmpty() {
        return steps == null
                && stepSeconds == null
                && minRequests == null
                && maxErrorIncrease == null
                && maxSlowdown == null;
    }

    private static boolean areSteps(List<Integer> steps) {
        int highest = 0;
        for (@Nullable Integer step : steps) {
            if (step == null || step <= highest || step > 99) {
                return false;
            }
            highest = step;
        }
        return !steps.isEmpty() && steps.size() <= MAX_STEPS;
    }

    private static void checkRange(String field, @Nullable Number value, int lowest, int highest) {
        boolean valid = value == null || value.doubleValue() >= lowest && value.doubleValue() <= highest;
        InvalidFieldException.unless(valid, "strategy." + field, value, lowest + " to " + highest);
    }
}
