package io.paz.confd.template.syntax;

import java.util.Locale;

/** Numbers as Go writes them in a program. */
final class Numerals {

    private Numerals() {}

    static Expression.Numeral parse(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        if (isWhole(unsigned)) {
            long value = whole(unsigned);
            return new Expression.Numeral(negative ? -value : value, true);
        }
        double value = Double.parseDouble(checkedDecimal(unsigned));
        return new Expression.Numeral(negative ? -value : value, false);
    }

    private static boolean isWhole(String digits) {
        return digits.startsWith("0x") || !(digits.contains(".") || digits.contains("e"));
    }

    private static long whole(String digits) {
        if (digits.startsWith("0x")) {
            return Long.parseLong(digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return Long.parseLong(digits.substring(2), 2);
        }
        if (digits.startsWith("0o")) {
            return Long.parseLong(digits.substring(2), 8);
        }
        boolean octal = digits.length() > 1 && digits.startsWith("0");
        return octal ? Long.parseLong(digits.substring(1), 8) : Long.parseLong(digits);
    }

    /** Java would read some letters, as in 1d, that Go does not. */
    private static String checkedDecimal(String digits) {
        if (!digits.chars().allMatch(c -> "0123456789.e+-".indexOf(c) >= 0)) {
            throw new NumberFormatException(digits);
        }
        return digits;
    }
}
