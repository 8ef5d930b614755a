package io.paz.directory.catalog.proxy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hashes of passwords that HAProxy may compute, as crypt(3) writes them. */
final class PasswordHash {

    /** HAProxy computes one while other requests wait, so that none may take longer than some ten milliseconds. */
    static final String EXPECTED =
            "a hash of crypt(3): $5$ or $6$ with at most 10000 rounds, or $2y$ (bcrypt) with a cost of at most 8";

    private static final int MIN_ROUNDS = 1000;
    private static final int MAX_ROUNDS = 10_000;
    private static final Pattern FORM = Pattern.compile("[$](?:2[aby][$]0[4-8][$][A-Za-z0-9./]{53}"
            + "|(?:5[$](?<five>rounds=[1-9][0-9]{3,4}[$])?[A-Za-z0-9./]{1,16}[$][A-Za-z0-9./]{43})"
            + "|(?:6[$](?<six>rounds=[1-9][0-9]{3,4}[$])?[A-Za-z0-9./]{1,16}[$][A-Za-z0-9./]{86}))");

    private PasswordHash() {}

    static boolean isAllowed(String text) {
        Matcher hash = FORM.matcher(text);
        return hash.matches() && areAllowed(hash.group("five")) && areAllowed(hash.group("six"));
    }

    private static boolean areAllowed(@Nullable String rounds) {
        if (rounds == null) {
            return true;
        }
        int number = Integer.parseInt(rounds.substring("rounds=".length(), rounds.length() - 1));
        return number >= MIN_ROUNDS && number <= MAX_ROUNDS;
    }
}
