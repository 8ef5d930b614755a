package io.paz.directory.catalog.field;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An image as it was given: repository, perhaps a tag, perhaps a digest. */
public record ImageReference(String value) {

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_NAME_LENGTH = 255;
    private static final String HOST = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
    private static final String REGISTRY =
            "(?:(?:" + HOST + "(?:\\." + HOST + ")++|" + HOST + "(?=:)|localhost)(?::[0-9]+)?/)?";
    private static final String COMPONENT = "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+";
    private static final Pattern REFERENCE =
            Pattern.compile("(?<name>" + REGISTRY + COMPONENT + "(?:/" + COMPONENT + ")*+)"
                    + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
                    + "(?:@[a-z0-9]++(?:[+._-][a-z0-9]++)*+:[0-9a-f]{32,128})?");
    private static final Pattern ID_PATTERN = Pattern.compile("[0-9a-f]{64}");
    private static final String EXPECTED =
            "an image such as nginx, team/app:1.2 or registry.example.com:5000/team/app@sha256:..., in lower case";

    public ImageReference {
        InvalidFieldException.unless(isReference(value), "dockerRepository", value, EXPECTED);
    }

    public static ImageReference of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("dockerRepository", null, EXPECTED);
        }
        return new ImageReference(text);
    }

    public ImageRepository repository() {
        return ImageRepository.ofName(nameOf(value));
    }

    private static boolean isReference(String text) {
        String name = nameOf(text);
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && !ID_PATTERN.matcher(name).matches();
    }

    private static String nameOf(String text) {
        Matcher parts = REFERENCE.matcher(text);
        return text.length() <= MAX_LENGTH && parts.matches() ? parts.group("name") : "";
    }
}
