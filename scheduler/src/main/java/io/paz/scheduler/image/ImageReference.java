package io.paz.scheduler.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image by the distribution reference grammar: repository, and a tag, a digest, both or neither.
 *
 * @param suffix {@code :tag}, {@code @digest}, both, or empty
 */
public record ImageReference(String repository, String suffix) {

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_REPOSITORY_LENGTH = 255;
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String DOMAIN = LABEL + "(?:\\." + LABEL + ")*+(?::[0-9]{1,5})?";
    private static final String PART = "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+";
    private static final Pattern GRAMMAR = Pattern.compile("((?:" + DOMAIN + "/)?" + PART + "(?:/" + PART + ")*+)"
            + "((?::[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(?:@[a-z0-9]++(?:[+._-][a-z0-9]++)*+:[0-9a-fA-F]{32,128})?)");

    /** Empty for a text that is no reference. */
    public static Optional<ImageReference> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        return text.length() <= MAX_LENGTH
                        && matcher.matches()
                        && matcher.group(1).length() <= MAX_REPOSITORY_LENGTH
                ? Optional.of(new ImageReference(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Empty where it names none. */
    public Optional<String> tag() {
        String tag = suffix.replaceFirst("@.*", "");
        return tag.isEmpty() ? Optional.empty() : Optional.of(tag.substring(1));
    }

    /** Whether both name one repository; Docker Hub's host and its library may be left out. */
    public boolean isSameRepository(ImageReference other) {
        return canonical().equals(other.canonical());
    }

    /** This repository with the other's tag or digest, or with its own where the other has none. */
    public ImageReference at(ImageReference other) {
        return other.suffix.isEmpty() ? this : new ImageReference(repository, other.suffix);
    }

    private String canonical() {
        return repository
                .replaceFirst("^(?:index\\.|registry-1\\.)?docker\\.io/", "")
                .replaceFirst("^library/", "");
    }

    @Override
    public String toString() {
        return repository + suffix;
    }
}
