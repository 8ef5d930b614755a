package io.paz.directory.catalog.field;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rollout strategy: how a new version replaces the old one.
 *
 * @param batchSize instances that a rolling deployment replaces at a time, 1 to 100; null leaves it to the scheduler
 * @param canary only with the type canary
 */
public record Strategy(Type type, @Nullable Integer batchSize, CanaryRules canary) {

    private static final int MAX_BATCH = 100;

    public Strategy {
        InvalidFieldException.unless(
                batchSize == null || type == Type.ROLLING,
                "strategy.batchSize",
                batchSize,
                "absent, since only the type rolling has batches");
        InvalidFieldException.unless(
                batchSize == null || batchSize >= 1 && batchSize <= MAX_BATCH,
                "strategy.batchSize",
                batchSize,
                "1 to " + MAX_BATCH);
        InvalidFieldException.unless(
                canary.isEmpty() || type == Type.CANARY,
                "strategy.type",
                type.text,
                "canary, since only that type has steps, stepSeconds, minRequests, maxErrorIncrease and maxSlowdown");
    }

    public static Strategy of(@Nullable String type, @Nullable Integer batchSize, CanaryRules canary) {
        return new Strategy(Type.of(type), batchSize, canary);
    }

    /** Known strategies. */
    public enum Type {
        ROLLING("rolling"),
        BLUE_GREEN("blue-green"),
        CANARY("canary"),
        RECREATE("recreate");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        private static Type of(@Nullable String text) {
            return Arrays.stream(values())
                    .filter(type -> type.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new InvalidFieldException("strategy.type", text, "one of " + all()));
        }

        private static String all() {
            return Arrays.stream(values()).map(Type::text).collect(Collectors.joining(", "));
        }

        public String text() {
            return text;
        }
    }
}
