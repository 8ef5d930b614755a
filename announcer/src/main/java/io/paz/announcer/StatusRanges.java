package io.paz.announcer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** HTTP status codes of a healthy answer, such as {@code 200-399,401}. */
public record StatusRanges(List<Range> ranges) {

    private static final Pattern SHAPE =
            Pattern.compile("[1-5][0-9]{2}(-[1-5][0-9]{2})?(,[1-5][0-9]{2}(-[1-5][0-9]{2})?){0,19}");

    /** Codes from the first to the last, both included. */
    record Range(int first, int last) {
        static Range parse(String text) {
            String[] ends = text.split("-");
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }
    }

    public StatusRanges {
        ranges = List.copyOf(ranges);
    }

    static StatusRanges parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new InvalidRegistrationException(
                    "statuses: \"" + text + "\" (expected: codes and ranges, such as 200-399,401)");
        }
        return new StatusRanges(Stream.of(text.split(",")).map(Range::parse).toList());
    }

    public boolean contains(int code) {
        return ranges.stream().anyMatch(range -> range.first() <= code && code <= range.last());
    }
}
