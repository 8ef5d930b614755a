package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of a service at the scheduler.
 *
 * @param state {@code running}, {@code stopped}, or {@code none} when no version serves
 * @param versions that serve
 * @param underWay what runs or waits, in the order in which it is done
 * @param lastOutcome what ended last; absent when nothing has ended yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceState(
        String service,
        String state,
        List<ServingVersion> versions,
        List<Undertaking> underWay,
        @Nullable Undertaking lastOutcome) {

    /**
     * @param instances that it is to have when it runs
     * @param running how many of them run, healthy or not
     * @param serving how many of them serve: they run steadily and, where they get requests, are healthy in the load balancers
     * @param problems why the others do not; none when it is stopped
     */
    public record ServingVersion(
            int version, String image, int instances, int running, int serving, List<Problem> problems) {}

    /**
     * Why an instance does not serve.
     *
     * @param since milliseconds since 1970; absent when that is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(
            int instance, String reason, @Nullable Long since) {}

    /**
     * A deployment or an operation.
     *
     * @param event {@code deploy}, {@code scale}, {@code stop} or {@code start}
     * @param path at the scheduler
     * @param createdAt milliseconds since 1970
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Undertaking(
            String event,
            int version,
            String state,
            String path,
            long createdAt,
            @Nullable Long finishedAt,
            @Nullable String reason) {}
}
