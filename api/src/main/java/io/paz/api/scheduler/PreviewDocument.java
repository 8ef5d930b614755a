package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Preview of a deployment. A part that a host decides when a container starts, such as its port, stands in angle brackets.
 *
 * @param version that the next deployment gets
 * @param replaces the version that serves; absent when there is none
 * @param reason why that strategy
 * @param tasks of the plan, in words
 * @param keys in etcd that change
 * @param proxy lines of the load balancer's files that come or go
 * @param environment variables of the containers that change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreviewDocument(
        String service,
        int version,
        @Nullable Integer replaces,
        String image,
        String strategy,
        String reason,
        List<String> tasks,
        List<Unit> units,
        List<Value> keys,
        List<ProxyLine> proxy,
        List<Value> environment) {

    /**
     * A unit file.
     *
     * @param change {@code added}, {@code removed}, {@code unchanged} (but for the number of the version) or {@code replaced}
     * @param replaces name of the unit whose place it takes; absent when there is none
     * @param diff unified, from the text before to the text after
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Unit(String name, String change, @Nullable String replaces, String diff) {}

    /** A value before and after; either may be absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Value(
            String name, @Nullable String before, @Nullable String after) {}

    /**
     * A line of a file.
     *
     * @param change {@code added} or {@code removed}
     */
    public record ProxyLine(String file, String change, String line) {}
}
