package io.paz.orchestrator.logs.web;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.logs.LogQuery;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The parameters of a question for lines, checked. */
record LogRequest(LogQuery query, boolean follow, Form form) {

    /** Output format of lines. */
    enum Form {
        JSON,
        TEXT,
        EVENTS
    }

    private static final Set<String> PARAMETERS = Set.of("since", "lines", "grep", "follow");
    private static final int LINES_UNLESS_SAID = 200;
    private static final int MAX_TEXT_LENGTH = 200;
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    static LogRequest of(ServerRequest request, Clock clock) {
        request.queryParams().keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ApiException.invalidField("parameter", name, "since, lines, grep or follow");
                });
        LogQuery query = LogQuery.newest(
                request.queryParam("since").map(text -> since(text, clock)).orElse(Instant.EPOCH),
                request.queryParam("lines").map(LogRequest::lines).orElse(LINES_UNLESS_SAID),
                request.queryParam("grep").map(LogRequest::text).orElse(""));
        boolean follow = request.queryParam("follow").map(LogRequest::follow).orElse(false);
        return new LogRequest(query, follow, form(request, follow));
    }

    private static Instant since(String text, Clock clock) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return clock.instant()
                    .minus(UNITS.getOrDefault(ago.group(2), Duration.ZERO).multipliedBy(Long.parseLong(ago.group(1))));
        }
        try {
            return text.matches("\\d{1,14}")
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.invalidField(
                    "since", text, "a time such as 2026-01-01T12:00:00Z, milliseconds since 1970, or 15m, 2h, 1d");
        }
    }

    private static int lines(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LogQuery.MAX_LINES) {
            throw ApiException.invalidField("lines", text, "a whole number from 0 to " + LogQuery.MAX_LINES);
        }
        return Integer.parseInt(text);
    }

    private static String text(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw ApiException.invalidField(
                    "grep", text, "at most " + MAX_TEXT_LENGTH + " characters, taken literally");
        }
        return text;
    }

    private static boolean follow(String text) {
        return switch (text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw ApiException.invalidField("follow", text, "true or false");
        };
    }

    /** The first form that is asked for by name; events where nothing is, and lines go on. */
    private static Form form(ServerRequest request, boolean follow) {
        for (MediaType type : request.headers().accept()) {
            if (type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM)) {
                return Form.EVENTS;
            }
            if (type.equalsTypeAndSubtype(MediaType.TEXT_PLAIN)) {
                return Form.TEXT;
            }
            if (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
                return Form.JSON;
            }
        }
        return follow ? Form.EVENTS : Form.JSON;
    }
}
