package io.paz.scheduler.hook;

import java.util.regex.Pattern;

/** Values from outside, shortened for messages. */
public final class Shown {

    private static final int MAX_LENGTH = 100;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Shown() {}

    public static String of(String value) {
        String start = value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "...";
        return UNPRINTABLE.matcher(start).replaceAll("?");
    }
}
