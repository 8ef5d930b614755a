package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift report: differences between desired and actual state.
 *
 * @param state {@code off}, {@code not_yet}, {@code known}, {@code partly_known} (all but routes) or {@code unknown}; the findings are
 *     of {@code checkedAt} then
 * @param checkedAt when it was looked for last and what is needed answered, milliseconds since 1970
 * @param unknownSince when that stopped answering, milliseconds since 1970
 * @param problem what does not answer
 * @param restoredRoutes services of which routing keys were put right within the last day
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftDocument(
        String state,
        @Nullable Long checkedAt,
        @Nullable Long unknownSince,
        @Nullable String problem,
        List<Finding> findings,
        List<RestoredRoutes> restoredRoutes) {

    /**
     * Routing keys of one service that were lost or changed, and that Paz put right.
     *
     * @param at when any were last, milliseconds since 1970
     * @param count how many since the start of the scheduler
     * @param keys what was wrong the last time, at most ten
     */
    public record RestoredRoutes(String service, long at, long count, List<String> keys) {}

    /**
     * One difference.
     *
     * @param kind {@code missing}, {@code dead}, {@code unplaced}, {@code changed}, {@code crowded}, {@code unannounced},
     *     {@code leftover}, {@code stale_route} or {@code unknown}
     * @param unit name of the unit; of a route {@code service/version/instance}
     * @param since when it was found first, milliseconds since 1970
     * @param expected what should be
     * @param actual what is
     * @param mended whether Paz repairs it by itself
     * @param advice what Paz does about it, or what a person can do
     * @param mendings how often the unit was repaired within the last hour
     * @param mendedAt when it was repaired last within the last hour, milliseconds since 1970
     * @param obstacle why it could not be repaired
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Finding(
            String kind,
            String service,
            int version,
            int instance,
            String unit,
            long since,
            String expected,
            String actual,
            boolean mended,
            String advice,
            int mendings,
            @Nullable Long mendedAt,
            @Nullable String obstacle) {}
}
