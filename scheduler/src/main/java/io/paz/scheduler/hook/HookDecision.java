package io.paz.scheduler.hook;

import io.paz.scheduler.hook.HookEvent.ImagePush;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.HookEvent.PushedImage;
import io.paz.scheduler.hook.HookEvent.RefUpdate;
import io.paz.scheduler.image.ImageReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a hook does about an event. */
public sealed interface HookDecision {

    /**
     * Deploys the service.
     *
     * @param image null for the one that the service names
     * @param evidence what happened, for people
     */
    record Deploy(@Nullable String image, String evidence) implements HookDecision {}

    /** Deploys nothing. */
    record Ignore(String why) implements HookDecision {}

    /** @param serviceImage as the directory has it now */
    static HookDecision of(Hook hook, HookEvent event, String serviceImage) {
        if (event instanceof ImagePush push) {
            return ofPush(hook, push, ImageReference.parse(serviceImage).orElseThrow());
        }
        if (event instanceof RefUpdate update) {
            return ofRef(hook, update, ImageReference.parse(serviceImage).orElseThrow());
        }
        return new Ignore(((Irrelevant) event).why());
    }

    private static HookDecision ofPush(Hook hook, ImagePush push, ImageReference own) {
        boolean same = ImageReference.parse(push.repository())
                .filter(pushed -> pushed.suffix().isEmpty())
                .filter(own::isSameRepository)
                .isPresent();
        if (!same) {
            return new Ignore("repository %s is not %s, that of the service"
                    .formatted(Shown.of(push.repository()), own.repository()));
        }
        return push.images().stream()
                .filter(image -> matches(hook.tags(), image, own))
                .findFirst()
                .<HookDecision>map(image -> new Deploy(
                        own.repository() + image,
                        "%s pushed %s".formatted(hook.source().text(), own.repository() + image)))
                .orElseGet(() -> new Ignore(whyNoTag(hook.tags(), push, own)));
    }

    /** Without rules, the tag that the service names; where it names none, any. */
    private static boolean matches(TagRules rules, PushedImage image, ImageReference own) {
        if (image.tag() == null) {
            return rules.matchesUntagged() && image.digest() != null;
        }
        return rules.isEmpty()
                ? own.tag().map(image.tag()::equals).orElse(own.suffix().isEmpty())
                : rules.matches(image.tag());
    }

    private static String whyNoTag(TagRules rules, ImagePush push, ImageReference own) {
        String pushed = Shown.of(push.images().stream()
                .map(image -> Optional.ofNullable(image.tag()).orElse("no tag"))
                .reduce((first, next) -> first + ", " + next)
                .orElse("nothing"));
        return rules.isEmpty()
                ? "pushed %s (expected: a tag as in %s, the image of the service)".formatted(pushed, own)
                : "pushed %s (expected: one that matches %s)".formatted(pushed, rules);
    }

    private static HookDecision ofRef(Hook hook, RefUpdate update, ImageReference own) {
        boolean matches = hook.tags().isEmpty()
                ? update.branch() && update.name().equals(update.defaultBranch())
                : hook.tags().matches(update.name());
        if (!matches) {
            String expected = hook.tags().isEmpty()
                    ? "the default branch, since the hook has no rules"
                    : "one that matches " + hook.tags();
            return new Ignore("%s is of %s (expected: %s)".formatted(update.what(), Shown.of(update.name()), expected));
        }
        String evidence = "%s, %s at %s".formatted(update.what(), Shown.of(update.name()), update.commit());
        return hook.imageTag()
                .tag(hook.source(), update)
                .map(tag -> new Deploy(own.repository() + ":" + tag, evidence))
                .orElseGet(() -> new Deploy(null, evidence));
    }
}
