package io.paz.confd.template.function;

import io.paz.confd.template.value.FunctionException;
import io.paz.confd.template.value.GoFormat;
import io.paz.confd.template.value.Quoting;
import io.paz.confd.template.value.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Go's printf for the verbs v, s, d, q, x, X, o, b, c, t, f and e; a value that does not suit its verb is an error. */
final class Printf {

    private static final Pattern VERB = Pattern.compile("%([-+# 0]*)(\\d*)(?:\\.(\\d*))?(.?)", Pattern.DOTALL);
    private static final int DEFAULT_DECIMALS = 6;
    private static final int MAX_WIDTH = 10_000;

    private final List<? extends @Nullable Object> operands;
    private int used;

    private Printf(List<? extends @Nullable Object> operands) {
        this.operands = operands;
    }

    static String format(String format, List<? extends @Nullable Object> operands) {
        return new Printf(operands).run(format);
    }

    private record Verb(String flags, int width, int precision, String letter) {
        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    private String run(String format) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = VERB.matcher(format);
        int end = 0;
        while (matcher.find()) {
            text.append(format, end, matcher.start()).append(one(verb(matcher)));
            end = matcher.end();
        }
        if (used < operands.size()) {
            throw new FunctionException(
                    (operands.size() - used) + " values too many for the format \"" + format + "\"");
        }
        return text.append(format, end, format.length()).toString();
    }

    private static Verb verb(Matcher matcher) {
        String precision = matcher.group(3);
        int decimals = precision == null ? -1 : precision.isEmpty() ? 0 : size(precision);
        int width = matcher.group(2).isEmpty() ? 0 : size(matcher.group(2));
        return new Verb(matcher.group(1), width, decimals, matcher.group(4));
    }

    private static int size(String digits) {
        if (digits.length() > 5 || Integer.parseInt(digits) > MAX_WIDTH) {
            throw new FunctionException("width " + digits + " (expected: at most " + MAX_WIDTH + ")");
        }
        return Integer.parseInt(digits);
    }

    private String one(Verb verb) {
        if (verb.letter().equals("%")) {
            return "%";
        }
        if (used == operands.size()) {
            throw new FunctionException("a value is missing for %" + verb.letter());
        }
        Object value = operands.get(used++);
        return padded(verb, text(verb, value), value instanceof Number);
    }

    private static String text(Verb verb, @Nullable Object value) {
        return switch (verb.letter()) {
            case "v" -> signed(verb, value, GoFormat.plain(value));
            case "s" -> cut(verb, value instanceof List ? GoFormat.plain(value) : suited(verb, value, String.class));
            case "q" ->
                value instanceof Long code
                        ? "'" + Character.toString(code.intValue()) + "'"
                        : Quoting.quote(cut(verb, suited(verb, value, String.class)));
            case "d" -> signed(verb, value, Long.toString(suited(verb, value, Long.class)));
            case "x" -> hexadecimal(verb, value);
            case "X" -> hexadecimal(verb, value).toUpperCase(Locale.ROOT);
            case "o" -> Long.toString(suited(verb, value, Long.class), 8);
            case "b" -> Long.toString(suited(verb, value, Long.class), 2);
            case "c" -> Character.toString(suited(verb, value, Long.class).intValue());
            case "t" -> suited(verb, value, Boolean.class).toString();
            case "f" -> signed(verb, value, decimal(verb, suited(verb, value, Double.class)));
            case "e" -> signed(verb, value, exponential(verb, suited(verb, value, Double.class)));
            default -> throw new FunctionException("%" + verb.letter() + " is not supported");
        };
    }

    private static <T> T suited(Verb verb, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new FunctionException("%" + verb.letter() + " does not suit a " + Type.nameOf(value));
        }
        return type.cast(value);
    }

    private static String cut(Verb verb, String text) {
        boolean whole = verb.precision() < 0 || verb.precision() >= text.codePointCount(0, text.length());
        return whole ? text : text.substring(0, text.offsetByCodePoints(0, verb.precision()));
    }

    private static String signed(Verb verb, @Nullable Object value, String text) {
        boolean plus = verb.has('+') && value instanceof Number && !text.startsWith("-");
        return plus ? "+" + text : text;
    }

    private static String hexadecimal(Verb verb, @Nullable Object value) {
        String prefix = verb.has('#') ? "0x" : "";
        if (value instanceof String text) {
            StringBuilder digits = new StringBuilder(prefix);
            for (byte b : Quoting.bytes(text)) {
                digits.append(String.format("%02x", b));
            }
            return digits.toString();
        }
        long number = suited(verb, value, Long.class);
        return (number < 0 ? "-" : "") + prefix + Long.toString(Math.abs(number), 16);
    }

    private static String decimal(Verb verb, double number) {
        int decimals = verb.precision() < 0 ? DEFAULT_DECIMALS : verb.precision();
        return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String exponential(Verb verb, double number) {
        return GoFormat.scientific(new BigDecimal(number), verb.precision() < 0 ? DEFAULT_DECIMALS : verb.precision());
    }

    private static String padded(Verb verb, String text, boolean number) {
        int missing = verb.width() - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (verb.has('-')) {
            return text + " ".repeat(missing);
        }
        if (!verb.has('0')) {
            return " ".repeat(missing) + text;
        }
        boolean sign = number && (text.startsWith("-") || text.startsWith("+"));
        return (sign ? text.substring(0, 1) : "") + "0".repeat(missing) + (sign ? text.substring(1) : text);
    }
}
