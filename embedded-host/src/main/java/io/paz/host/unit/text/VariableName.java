package io.paz.host.unit.text;

import java.util.regex.Pattern;

/** The names that an environment variable may have. */
final class VariableName {
    private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private VariableName() {}

    static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }
}
