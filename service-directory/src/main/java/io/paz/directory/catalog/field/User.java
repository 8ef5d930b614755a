package io.paz.directory.catalog.field;

import java.util.regex.Pattern;

/** The user, and perhaps the group, that the container runs as: names or numbers. */
public record User(String value) {

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}";
    private static final Pattern SHAPE = Pattern.compile(NAME + "(?::" + NAME + ")?");

    public User {
        InvalidFieldException.unless(
                SHAPE.matcher(value).matches(), "user", value, "a user such as app, 1000 or 1000:1000");
    }
}
