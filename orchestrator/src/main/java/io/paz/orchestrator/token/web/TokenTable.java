package io.paz.orchestrator.token.web;

import io.paz.http.text.TerminalText;
import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.token.ApiToken;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tokens as a table for a terminal. Pure. */
final class TokenTable {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ROW = "%-16s  %-16s  %-16s  %-24s  %s%n";

    private TokenTable() {}

    static String of(List<ApiToken> tokens, Instant now) {
        StringBuilder table = new StringBuilder(ROW.formatted("ID", "EXPIRES (UTC)", "LAST USE", "SCOPES", "NAME"));
        tokens.forEach(token -> table.append(row(token, now)));
        return table.toString();
    }

    private static String row(ApiToken token, Instant now) {
        return ROW.formatted(
                token.id(),
                token.isExpired(now) ? "expired" : MINUTES.format(token.expiresAt()),
                time(token.lastUsedAt()),
                token.scopes().stream().map(Scope::text).collect(Collectors.joining(",")),
                TerminalText.line(token.name()));
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "never" : MINUTES.format(time);
    }
}
