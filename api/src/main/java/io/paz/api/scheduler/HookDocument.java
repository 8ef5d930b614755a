package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hook.
 *
 * @param path at the scheduler and the orchestrator; a secret that belongs into it is there only when the hook was just created
 * @param secret only when the hook was just created
 * @param createdAt in milliseconds since 1970
 * @param lastUse absent before the first delivery
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HookDocument(
        String id,
        String service,
        String source,
        String path,
        @Nullable String secret,
        List<String> tags,
        String imageTag,
        long createdAt,
        @Nullable LastUse lastUse) {

    /**
     * The last delivery with a right secret.
     *
     * @param at in milliseconds since 1970
     * @param result for people
     */
    public record LastUse(long at, String result) {}
}
