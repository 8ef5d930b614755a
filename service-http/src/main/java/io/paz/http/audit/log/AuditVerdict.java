package io.paz.http.audit.log;

import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param records that were read, up to the first broken one
 * @param last sequence of the last of them
 * @param hash of the last of them
 * @param problem file, record and what is wrong with it; null when the chain is whole
 * @param torn bytes of an unfinished record at the end, as a crash leaves them; no problem
 */
public record AuditVerdict(
        long records, long last, String hash, @Nullable String problem, int torn) {

    public boolean isWhole() {
        return problem == null;
    }

    public String inWords() {
        String read = "%d records up to number %d, %s".formatted(records, last, hash);
        if (problem != null) {
            return "broken: " + problem + "; before it: " + read;
        }
        return torn == 0
                ? "whole: " + read
                : "whole: " + read + "; behind them %d bytes of a record that was not finished".formatted(torn);
    }
}
