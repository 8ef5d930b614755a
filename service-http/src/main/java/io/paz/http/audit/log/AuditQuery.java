package io.paz.http.audit.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which records to read, newest first.
 *
 * @param before only those with a lower number; null for the newest
 * @param actor part of an actor's id or name, in any case
 * @param from milliseconds since 1970, inclusive
 * @param to milliseconds since 1970, exclusive
 * @param refused only refused requests
 */
public record AuditQuery(
        @Nullable Long before,
        @Nullable String actor,
        @Nullable String service,
        long from,
        long to,
        boolean refused,
        int limit) {

    boolean matches(AuditRecord entry) {
        return (before == null || entry.sequence() < before)
                && entry.at() >= from
                && entry.at() < to
                && (!refused || entry.event().equals(AuditRecord.REFUSED))
                && (service == null || service.equals(entry.service()))
                && (actor == null || isOf(entry.actor(), actor.toLowerCase(Locale.ROOT)));
    }

    private static boolean isOf(AuditRecord.Who who, String wanted) {
        return who.id().toLowerCase(Locale.ROOT).contains(wanted)
                || who.name().toLowerCase(Locale.ROOT).contains(wanted);
    }
}
