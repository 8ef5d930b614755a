package io.paz.http.audit;

import io.paz.http.audit.log.AuditLog;
import io.paz.http.audit.log.AuditPage;
import io.paz.http.audit.log.AuditQuery;
import io.paz.http.error.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads the audit log. */
@RestController
public final class AuditController {

    private static final int MAX_RECORDS = 500;

    private final ObjectProvider<AuditLog> records;

    public AuditController(ObjectProvider<AuditLog> records) {
        this.records = records;
    }

    /** The answer, in the wrapping of every answer. */
    record Answer(AuditPage doc) {}

    /** Newest first. */
    @GetMapping("/audit")
    Mono<Answer> read(
            @RequestParam @Nullable String actor,
            @RequestParam @Nullable String service,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "9223372036854775807") long to,
            @RequestParam(defaultValue = "false") boolean refused,
            @RequestParam @Nullable Long before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_RECORDS) {
            throw ApiException.invalidField("limit", String.valueOf(limit), "1 to " + MAX_RECORDS);
        }
        AuditLog log = records.getIfAvailable();
        if (log == null) {
            throw ApiException.notFound("this service keeps no audit log (expected: the option --audit)");
        }
        AuditQuery query = new AuditQuery(before, actor, service, from, to, refused, limit);
        return Mono.fromSupplier(() -> new Answer(log.read(query))).subscribeOn(Schedulers.boundedElastic());
    }
}
