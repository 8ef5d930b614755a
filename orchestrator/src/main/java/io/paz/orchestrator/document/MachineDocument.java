package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.paz.orchestrator.cluster.Host;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host as the original wrote it. */
public record MachineDocument(
        @JsonProperty("ID") String id,
        @JsonProperty("PublicIP") String publicIp,
        @JsonProperty("Metadata") Map<String, String> metadata,
        @JsonProperty("Version") String version,
        @JsonProperty("TotalResources") Resources resources) {

    /** Zero where nothing is known. */
    public record Resources(
            @JsonProperty("Cores") int cores,
            @JsonProperty("Memory") int memory,
            @JsonProperty("Disk") int disk) {

        static final Resources UNKNOWN = new Resources(0, 0, 0);
    }

    public static MachineDocument of(Host host) {
        // fleet's API tells neither its version nor a host's resources.
        return new MachineDocument(host.id(), host.address(), host.metadata(), "", Resources.UNKNOWN);
    }

    static @Nullable MachineDocument ofNullable(@Nullable Host host) {
        return host == null ? null : of(host);
    }
}
