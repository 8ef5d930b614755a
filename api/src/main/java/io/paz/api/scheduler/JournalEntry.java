package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.directory.ServiceConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Line of the journal, with the original's fields.
 *
 * @param sequence position in the journal, without gaps; {@code ?after=} pages by it
 * @param event {@code deploy}, {@code delete}, ...
 * @param version text, as the original
 * @param timestamp milliseconds since 1970; order is by sequence, never by time
 * @param unit that Paz repaired by itself
 * @param detail what was wrong with it, and what was done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JournalEntry(
        long sequence,
        String event,
        String serviceName,
        @Nullable String version,
        long timestamp,
        @Nullable ServiceConfiguration config,
        @Nullable String unit,
        @Nullable String detail,
        RequestedBy requestedBy) {}
