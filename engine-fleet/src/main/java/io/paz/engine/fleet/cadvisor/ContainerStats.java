package io.paz.engine.fleet.cadvisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage sample of a container. Counters grow from its start.
 *
 * @param timestamp RFC 3339
 * @param filesystem of the machine as a whole; cAdvisor has it for some containers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerStats(
        String timestamp,
        @Nullable CpuStats cpu,
        @Nullable DiskIoStats diskio,
        @Nullable MemoryStats memory,
        @Nullable NetworkStats network,
        @Nullable List<FsStats> filesystem) {

    public record CpuStats(@Nullable CpuUsage usage) {}

    /** Nanoseconds. */
    public record CpuUsage(long total, long user, long system) {}

    /** Bytes; what was used without what the kernel could take back at once is {@code working_set}. */
    public record MemoryStats(
            long usage, @JsonProperty("working_set") long workingSet) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NetworkStats(@Nullable List<InterfaceStats> interfaces) {}

    public record InterfaceStats(
            String name,
            @JsonProperty("rx_bytes") long received,
            @JsonProperty("tx_bytes") long sent) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DiskIoStats(
            @JsonProperty("io_service_bytes") @Nullable List<PerDiskStats> serviceBytes) {}

    /** @param stats bytes by {@code Read} and {@code Write} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PerDiskStats(
            @Nullable String device, @Nullable Map<String, Long> stats) {}

    /** Bytes. */
    public record FsStats(String device, long capacity, long usage) {}
}
