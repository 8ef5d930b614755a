package io.paz.host.web;

import io.paz.host.journal.JournalPosition;
import io.paz.host.journal.JournalQuery;
import io.paz.http.error.ApiException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What is asked of the journal, read as systemd-journal-gatewayd reads it.
 *
 * @param follow whether to stay for what comes
 */
record JournalRequest(JournalQuery query, boolean follow) {
    private static final Pattern RANGE = Pattern.compile("entries=([^:]*)(?::(-?\\d{1,18}))??(?::(\\d{1,20}))?");
    private static final Pattern FIELD = Pattern.compile("[A-Z_][A-Z0-9_]*");
    private static final Set<String> YES = Set.of("", "1", "yes", "y", "true", "t", "on");
    private static final Set<String> NO = Set.of("0", "no", "n", "false", "f", "off");
    private static final int DIGITS_OF_A_LONG = 18;

    static JournalRequest of(ServerRequest request) {
        Map<String, Set<String>> matches = new TreeMap<>();
        request.queryParams().forEach((name, values) -> {
            if (FIELD.matcher(name).matches()) {
                matches.put(name, new HashSet<>(values));
            } else if (!name.equals("follow")) {
                throw ApiException.invalidField(
                        "parameter", name, "follow, or a field in capitals such as _SYSTEMD_UNIT");
            }
        });
        boolean follow = follow(request.queryParams().getOrDefault("follow", List.of("no")));
        return new JournalRequest(query(matches, request.headers().header("Range")), follow);
    }

    private static boolean follow(List<@Nullable String> values) {
        String value = values.get(0) == null ? "" : String.valueOf(values.get(0));
        if (!YES.contains(value) && !NO.contains(value)) {
            throw ApiException.invalidField("follow", value, "nothing, true or false");
        }
        return YES.contains(value);
    }

    private static JournalQuery query(Map<String, Set<String>> matches, List<String> ranges) {
        if (ranges.isEmpty()) {
            return new JournalQuery(matches, Optional.empty(), 0, Long.MAX_VALUE);
        }
        Matcher range = RANGE.matcher(ranges.get(0));
        if (!range.matches()) {
            throw badRange(ranges.get(0));
        }
        Optional<JournalPosition> from = Optional.of(range.group(1))
                .filter(text -> !text.isEmpty())
                .map(cursor -> position(ranges.get(0), cursor));
        long count = number(range.group(3), Long.MAX_VALUE);
        if (count == 0) {
            throw badRange(ranges.get(0));
        }
        return new JournalQuery(matches, from, skip(number(range.group(2), 0), from.isPresent()), count);
    }

    /** From the end, systemd-journal-gatewayd goes back one entry more than it was asked to. */
    private static long skip(long asked, boolean fromCursor) {
        return asked < 0 && !fromCursor ? asked - 1 : asked;
    }

    private static JournalPosition position(String range, String cursor) {
        try {
            return JournalPosition.of(cursor);
        } catch (IllegalArgumentException e) {
            throw badRange(range);
        }
    }

    private static ApiException badRange(String range) {
        return ApiException.invalidField(
                "Range", range, "entries=<cursor>[[:<skip>]:<count>], such as entries=:-100:101");
    }

    private static long number(@Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        return text.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(text);
    }
}
