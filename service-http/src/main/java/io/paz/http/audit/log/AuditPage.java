package io.paz.http.audit.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records, newest first.
 *
 * @param next what to give as {@code before} for older ones; null when there are none
 */
public record AuditPage(
        List<AuditRecord> records,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long next) {

    public AuditPage {
        records = List.copyOf(records);
    }
}
