package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rollout strategy: how a new version replaces the old one.
 *
 * @param type {@code rolling}, {@code blue-green}, {@code canary} or {@code recreate}
 * @param batchSize instances that a rolling deployment replaces at a time, 1 to 100; when absent one, or a third of more than
 *     three
 * @param steps with the type canary, as all that follow: shares of the traffic in percent, 1 to 99, each higher than the one
 *     before; 5, 25 and 50 when absent
 * @param stepSeconds how long each share lasts, 1 to 86,400; 60 when absent
 * @param minRequests requests to the new version without which a share is not judged, 0 to 1,000,000; 50 when absent
 * @param maxErrorIncrease by how much the new version's share of failed requests may be above the old one's, 0 to 1; 0.01 when
 *     absent
 * @param maxSlowdown how many times the old version's response time the new one may take, 1 to 1,000; 2 when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Strategy(
        String type,
        @Nullable Integer batchSize,
        @Nullable List<Integer> steps,
        @Nullable Integer stepSeconds,
        @Nullable Integer minRequests,
        @Nullable Double maxErrorIncrease,
        @Nullable Double maxSlowdown) {}
