package io.paz.http.audit;

import io.paz.http.audit.log.AuditRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Condenses refused requests, so that an outsider cannot fill the disk: within an interval the first of an address is a record, the others are counted, and
 * become one record at its end. Addresses beyond a number are counted together.
 */
final class RefusalCounter {

    static final int MAX_ADDRESSES = 1_000;

    /** Records of first refusals, and again of counts, within an interval. */
    static final int MAX_RECORDS = 10;

    static final String OTHERS = "others";

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private int written;
    private long others;
    private @Nullable AuditRecord lastOfOthers;

    private static final class Count {
        private long refused;
        private @Nullable AuditRecord last;
    }

    /** The record to write now, if any. */
    synchronized Optional<AuditRecord> count(AuditRecord refusal) {
        Count known = counts.get(refusal.address());
        if (known == null && counts.size() >= MAX_ADDRESSES) {
            others++;
            lastOfOthers = refusal;
            return Optional.empty();
        }
        if (known == null && written < MAX_RECORDS) {
            counts.put(refusal.address(), new Count());
            written++;
            return Optional.of(refusal);
        }
        Count count = counts.computeIfAbsent(refusal.address(), address -> new Count());
        count.refused++;
        count.last = refusal;
        return Optional.empty();
    }

    /** Ends the interval; what was counted in it and is not written yet, most first. */
    synchronized List<AuditRecord> endInterval() {
        List<Count> counted = counts.values().stream()
                .filter(count -> count.refused > 0)
                .sorted(Comparator.comparingLong((Count count) -> count.refused).reversed())
                .toList();
        List<AuditRecord> records = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            AuditRecord last = counted.get(i).last;
            if (i < MAX_RECORDS && last != null) {
                records.add(withCount(last, last.address(), counted.get(i).refused));
            } else {
                others += counted.get(i).refused;
                lastOfOthers = last;
            }
        }
        if (lastOfOthers != null) {
            records.add(withCount(lastOfOthers, OTHERS, others));
        }
        counts.clear();
        written = 0;
        others = 0;
        lastOfOthers = null;
        return records;
    }

    private static AuditRecord withCount(AuditRecord last, String address, long count) {
        return new AuditRecord(
                0,
                "",
                last.at(),
                last.event(),
                last.actor(),
                address,
                address.equals(OTHERS) ? null : last.hop(),
                last.action(),
                last.service(),
                last.status(),
                last.requestId(),
                count);
    }
}
