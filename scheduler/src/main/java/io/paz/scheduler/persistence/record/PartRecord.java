package io.paz.scheduler.persistence.record;

import io.paz.scheduler.deployment.Part;
import java.util.List;

/** Stored name and hash of what the engine is to hold. */
record PartRecord(String name, String hash) {

    static List<PartRecord> of(List<Part> parts) {
        return parts.stream()
                .map(part -> new PartRecord(part.name(), part.hash()))
                .toList();
    }

    static List<Part> toDomain(List<PartRecord> parts) {
        return parts.stream().map(part -> new Part(part.name, part.hash)).toList();
    }
}
