package io.paz.engine.fleet.cadvisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Capacity of a machine.
 *
 * @param memoryCapacity bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MachineInfo(
        @JsonProperty("num_cores") int numCores,
        @JsonProperty("memory_capacity") long memoryCapacity,
        @JsonProperty("machine_id") @Nullable String machineId,
        @JsonProperty("boot_id") @Nullable String bootId,
        @Nullable List<FsInfo> filesystems) {

    /** @param capacity bytes */
    public record FsInfo(String device, long capacity) {}
}
