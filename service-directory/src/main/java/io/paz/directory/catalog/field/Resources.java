package io.paz.directory.catalog.field;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Limits of one container; null means none. */
public record Resources(@Nullable String memory, @Nullable Double cpus) {

    private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,14})([bkmg])");
    private static final Map<String, Integer> SHIFTS = Map.of("b", 0, "k", 10, "m", 20, "g", 30);
    private static final BigInteger LEAST = BigInteger.valueOf(6).shiftLeft(20);
    private static final BigInteger MAX_BYTES = BigInteger.ONE.shiftLeft(50);

    public Resources {
        InvalidFieldException.unless(
                memory == null || isMemory(memory),
                "resources.memory",
                memory,
                "a number and b, k, m or g, such as 64m; at least 6m, at most 1048576g");
        InvalidFieldException.unless(
                cpus == null || cpus >= 0.01 && cpus <= 256, "resources.cpus", cpus, "0.01 to 256");
    }

    private static boolean isMemory(String text) {
        Matcher parts = MEMORY.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        BigInteger bytes = new BigInteger(parts.group(1)).shiftLeft(SHIFTS.getOrDefault(parts.group(2), 0));
        return bytes.compareTo(LEAST) >= 0 && bytes.compareTo(MAX_BYTES) <= 0;
    }
}
