package io.paz.scheduler.persistence.record;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.Release;
import org.jspecify.annotations.Nullable;

/** Stored content of a version. */
record ReleaseRecord(
        IdRecord id,
        @Nullable String description,
        String image,
        @Nullable String imageId,
        boolean freshlyPushed,
        ServiceConfigRecord config) {

    record IdRecord(String service, int version) {}

    static ReleaseRecord of(Release release) {
        return new ReleaseRecord(
                new IdRecord(release.id().service(), release.id().version()),
                release.description(),
                release.image(),
                release.imageId(),
                release.freshlyPushed(),
                ServiceConfigRecord.of(release.config()));
    }

    Release toDomain() {
        return new Release(
                new ReleaseId(id.service, id.version), description, image, imageId, freshlyPushed, config.toDomain());
    }
}
