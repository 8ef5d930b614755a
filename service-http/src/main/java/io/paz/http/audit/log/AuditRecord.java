package io.paz.http.audit.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the audit log.
 *
 * @param sequence 1, 2, 3, ... without gaps
 * @param previous SHA-256 of the line before, in hexadecimal digits
 * @param at milliseconds since 1970
 * @param event {@code request}, {@code refused}, or what the log says of itself: {@code removed-files}, {@code torn}, {@code missing}
 * @param address of the client; "others" where refusals of many are counted together
 * @param hop the proxy that named the address; null when the client connected itself
 * @param action method and path; never a query, a body or a secret
 * @param service that it concerns, where that is known
 * @param status of the answer; 0 for what the log says of itself
 * @param requestId of the request, as in the logs
 * @param count of refused requests that are counted in this record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRecord(
        long sequence,
        String previous,
        long at,
        String event,
        Who actor,
        String address,
        @Nullable String hop,
        String action,
        @Nullable String service,
        int status,
        String requestId,
        long count) {

    public static final String REQUEST = "request";
    public static final String REFUSED = "refused";
    public static final String REMOVED_FILES = "removed-files";
    public static final String TORN = "torn";
    public static final String MISSING = "missing";

    private static final Who LOG = new Who("service", "audit-log", "audit log");

    /** Who did it: kind, id and name of an actor. */
    public record Who(String kind, String id, String name) {}

    /** A record that the log writes of itself. */
    static AuditRecord ofLog(String event, String detail, Instant at) {
        return new AuditRecord(0, "", at.toEpochMilli(), event, LOG, "", null, detail, null, 0, "", 1);
    }

    AuditRecord chained(long next, String hash) {
        return new AuditRecord(next, hash, at, event, actor, address, hop, action, service, status, requestId, count);
    }
}
