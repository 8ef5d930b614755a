package io.paz.confd.template.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Go's fmt prints them. */
public final class GoFormat {

    private static final double MAX_PLAIN = 1e21;
    private static final double MIN_PLAIN = 1e-4;

    private GoFormat() {}

    /** A value as an action prints it. */
    public static String shown(@Nullable Object value) {
        return value == null ? "<no value>" : plain(value);
    }

    /** A value as {@code %v} prints it. */
    public static String plain(@Nullable Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(GoFormat::plain).collect(Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map)
                    .entrySet().stream()
                            .map(entry -> entry.getKey() + ":" + plain(entry.getValue()))
                            .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value instanceof KeyValue pair) {
            return "{" + pair.key() + " " + pair.value() + "}";
        }
        return value == null ? "<nil>" : value.toString();
    }

    /** Operands next to each other get a space between them, unless one of the two is a text. */
    public static String print(List<? extends @Nullable Object> operands) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < operands.size(); i++) {
            boolean apart = i > 0 && !(operands.get(i) instanceof String) && !(operands.get(i - 1) instanceof String);
            text.append(apart ? " " : "").append(plain(operands.get(i)));
        }
        return text.toString();
    }

    public static String println(List<? extends @Nullable Object> operands) {
        return operands.stream().map(GoFormat::plain).collect(Collectors.joining(" ", "", "\n"));
    }

    /** The shortest digits that read back as the same number, with an exponent for the very small and the very large. */
    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        double size = Math.abs(number);
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        return size < MIN_PLAIN || size >= MAX_PLAIN ? scientific(digits, -1) : digits.toPlainString();
    }

    /** {@code d.ddde+dd}, with so many digits after the point, or with all there are for -1. */
    public static String scientific(BigDecimal number, int decimals) {
        BigDecimal rounded =
                decimals < 0 ? number : number.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        if (decimals > 0) {
            digits = digits + "0".repeat(Math.max(0, decimals + 1 - digits.length()));
        }
        String mantissa = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
        String sign = number.signum() < 0 ? "-" : "";
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
