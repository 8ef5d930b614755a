package io.paz.scheduler.hook;

import io.paz.scheduler.request.DeploymentRefusedException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which tags and refs deploy: names in which {@code *} stands for any characters, and {@code @digest} for an image that was pushed
 * without a tag.
 */
public record TagRules(List<String> patterns) {

    /** None were given. */
    public static final TagRules NONE = new TagRules(List.of());

    private static final int MAX_RULES = 20;
    private static final String DIGEST = "@digest";
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_./*-]{1,128}+");
    private static final String EXPECTED =
            "1 to 128 letters, digits and any of _ . / - *, where * stands for any characters, or " + DIGEST;

    public TagRules {
        patterns = List.copyOf(patterns);
    }

    /** @throws DeploymentRefusedException when they are too many, or one has a character that no rule has */
    public static TagRules checked(List<String> patterns) {
        if (patterns.size() > MAX_RULES) {
            throw DeploymentRefusedException.invalid(
                    "tags", patterns.size() + " rules", "at most " + MAX_RULES + " rules");
        }
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            if (!pattern.equals(DIGEST) && !SYNTAX.matcher(pattern).matches()) {
                throw DeploymentRefusedException.invalid("tags[" + i + "]", Shown.of(pattern), EXPECTED);
            }
        }
        return new TagRules(patterns);
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether the name of a tag or ref matches one of them. */
    public boolean matches(String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** Whether an image deploys that has no tag. */
    public boolean matchesUntagged() {
        return patterns.contains(DIGEST);
    }

    /** Goes back to the last star only, so that the time is bounded by the product of both lengths. */
    private static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int afterStar = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                afterStar = i;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
