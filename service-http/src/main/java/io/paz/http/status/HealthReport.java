package io.paz.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /health}.
 *
 * @param status {@code UP} when all checks are, else {@code DOWN}
 */
record HealthReport(String status, SortedMap<String, Check> checks) {

    /** Status of one component: {@code UP}, or {@code DOWN} with a reason. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Check(String status, @Nullable String message) {}

    static HealthReport of(SortedMap<String, Readiness> parts) {
        SortedMap<String, Check> checks = new TreeMap<>();
        parts.forEach((name, part) -> checks.put(name, new Check(statusOf(part.up()), part.message())));
        return new HealthReport(statusOf(parts.values().stream().allMatch(Readiness::up)), checks);
    }

    private static String statusOf(boolean up) {
        return up ? "UP" : "DOWN";
    }

    boolean isUp() {
        return status.equals("UP");
    }
}
