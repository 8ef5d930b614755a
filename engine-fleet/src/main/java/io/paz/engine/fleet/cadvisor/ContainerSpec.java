package io.paz.engine.fleet.cadvisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits and creation time of a container.
 *
 * @param creationTime RFC 3339
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerSpec(
        @JsonProperty("creation_time") @Nullable String creationTime,
        @Nullable Map<String, String> labels,
        @JsonProperty("has_cpu") @Nullable Boolean hasCpu,
        @JsonProperty("has_memory") @Nullable Boolean hasMemory,
        @Nullable MemorySpec memory,
        @JsonProperty("has_network") @Nullable Boolean hasNetwork,
        @JsonProperty("has_filesystem") @Nullable Boolean hasFilesystem,
        @JsonProperty("has_diskio") @Nullable Boolean hasDiskIo,
        @Nullable String image) {

    /** @param limit bytes; absent for none, and a number beyond the machine's memory means the same */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MemorySpec(@Nullable BigInteger limit) {}
}
