package io.paz.directory.catalog.field;

import java.util.Arrays;

/** Whether an image that a host has already is pulled again. */
public enum PullPolicy {
    ALWAYS("always"),
    IF_MISSING("if-missing");

    private final String text;

    PullPolicy(String text) {
        this.text = text;
    }

    public static PullPolicy of(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException("pull", text, "always or if-missing"));
    }

    public String text() {
        return text;
    }
}
