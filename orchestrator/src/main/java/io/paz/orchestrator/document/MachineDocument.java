package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.paz.engine.Host;
import io.paz.engine.HostResources;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host as the original wrote it.
 *
 * @param version of the engine on it, which no engine tells: the host's metadata of that name; null without
 * @param resources null where the host did not tell them
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MachineDocument(
        @JsonProperty("ID") String id,
        @JsonProperty("PublicIP") String publicIp,
        @JsonProperty("Metadata") Map<String, String> metadata,
        @JsonProperty("Version") @Nullable String version,
        @JsonProperty("TotalResources") @Nullable TotalResources resources) {

    private static final String VERSION = "version";
    private static final int HUNDREDTHS = 100;
    private static final long MEBIBYTE = 1024 * 1024;

    /**
     * @param cores hundredths of a processor
     * @param memory MiB
     * @param disk MiB
     */
    public record TotalResources(
            @JsonProperty("Cores") int cores,
            @JsonProperty("Memory") long memory,
            @JsonProperty("Disk") long disk) {

        static @Nullable TotalResources ofNullable(@Nullable HostResources resources) {
            return resources == null
                    ? null
                    : new TotalResources(
                            resources.processors() * HUNDREDTHS,
                            resources.memory() / MEBIBYTE,
                            resources.disk() / MEBIBYTE);
        }
    }

    public static MachineDocument of(Host host) {
        return new MachineDocument(
                host.id(),
                host.address(),
                host.metadata(),
                host.metadata().get(VERSION),
                TotalResources.ofNullable(host.resources()));
    }

    static @Nullable MachineDocument ofNullable(@Nullable Host host) {
        return host == null ? null : of(host);
    }
}
