package io.paz.scheduler.persistence.record;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.Confinement;
import io.paz.scheduler.release.Release;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored content of a version. */
record ReleaseRecord(
        IdRecord id,
        @Nullable String description,
        String image,
        @Nullable String imageId,
        boolean freshlyPushed,
        ServiceConfigRecord config,
        @Nullable ConfinementRecord confinement) {

    record IdRecord(String service, int version) {}

    record ConfinementRecord(String memory, int pids, boolean noNewPrivileges, List<String> capabilities) {

        static ConfinementRecord of(Confinement confinement) {
            return new ConfinementRecord(
                    confinement.memory(),
                    confinement.pids(),
                    confinement.noNewPrivileges(),
                    confinement.capabilities());
        }

        Confinement toDomain() {
            return new Confinement(memory, pids, noNewPrivileges, capabilities);
        }
    }

    static ReleaseRecord of(Release release) {
        Confinement confinement = release.confinement();
        return new ReleaseRecord(
                new IdRecord(release.id().service(), release.id().version()),
                release.description(),
                release.image(),
                release.imageId(),
                release.freshlyPushed(),
                ServiceConfigRecord.of(release.config()),
                confinement == null ? null : ConfinementRecord.of(confinement));
    }

    Release toDomain() {
        return new Release(
                new ReleaseId(id.service, id.version),
                description,
                image,
                imageId,
                freshlyPushed,
                config.toDomain(),
                confinement == null ? null : confinement.toDomain());
    }
}
