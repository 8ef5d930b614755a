package io.paz.scheduler.hook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which tag of the service's repository a push to a Git repository deploys. */
public enum ImageTag {
    /** The one that the service's configuration names. */
    SERVICE,
    /** The ref, as Docker's actions name tags: {@code feature/x} is {@code feature-x}, {@code v1.2} is {@code v1.2}. */
    REF,
    /** The ref, as GitLab's {@code CI_COMMIT_REF_SLUG} has it: {@code v1.2} is {@code v1-2}. */
    REF_SLUG,
    COMMIT,
    /** 7 digits, of GitLab 8. */
    SHORT_COMMIT;

    private static final int MAX_LENGTH = 128;
    private static final int MAX_SLUG_LENGTH = 63;
    private static final int SHORT = 7;
    private static final int SHORT_AT_GITLAB = 8;

    /** Its name in the API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ImageTag> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }

    /** All names, for messages. */
    public static String all() {
        return Arrays.stream(values()).map(ImageTag::text).collect(Collectors.joining(", "));
    }

    /** Empty for the tag that the service names. */
    Optional<String> tag(HookSource source, HookEvent.RefUpdate update) {
        return switch (this) {
            case SERVICE -> Optional.empty();
            case REF ->
                Optional.of(limited(
                        update.name().replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[.-]+", ""), MAX_LENGTH));
            case REF_SLUG -> Optional.of(slug(update.name()));
            case COMMIT -> Optional.of(update.commit());
            case SHORT_COMMIT ->
                Optional.of(limited(update.commit(), source == HookSource.GITLAB ? SHORT_AT_GITLAB : SHORT));
        };
    }

    private static String slug(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        return limited(plain, MAX_SLUG_LENGTH).replaceAll("^-+|-+$", "");
    }

    private static String limited(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
