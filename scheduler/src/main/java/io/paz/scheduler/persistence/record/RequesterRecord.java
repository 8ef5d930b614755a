package io.paz.scheduler.persistence.record;

import io.paz.scheduler.request.Requester;
import org.jspecify.annotations.Nullable;

/** Stored requester; absent in records of releases that did not keep it. */
record RequesterRecord(String kind, String name) {

    static @Nullable RequesterRecord of(Requester requester) {
        return requester.equals(Requester.UNKNOWN) ? null : new RequesterRecord(requester.kind(), requester.name());
    }

    static Requester toDomain(@Nullable RequesterRecord stored) {
        return stored == null ? Requester.UNKNOWN : new Requester(stored.kind, stored.name);
    }
}
