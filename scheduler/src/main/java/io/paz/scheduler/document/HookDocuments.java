package io.paz.scheduler.document;

import io.paz.api.scheduler.CreateHook;
import io.paz.api.scheduler.HookDocument;
import io.paz.api.scheduler.HookDocument.LastUse;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.Hook.HookUse;
import io.paz.scheduler.hook.HookSource;
import io.paz.scheduler.hook.ImageTag;
import io.paz.scheduler.hook.Shown;
import io.paz.scheduler.hook.TagRules;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Converts hooks to and from API documents. */
public final class HookDocuments {

    private static final String PATH = "/hooks/in/";

    private HookDocuments() {}

    /** Without its secret. */
    public static HookDocument of(Hook hook) {
        return document(hook, PATH + hook.id(), null);
    }

    /** With its secret, which is shown this once. */
    public static HookDocument created(Hook hook) {
        String secret = hook.secret().text(hook.source());
        String path = PATH + hook.id() + (hook.source().isProvenByAddress() ? "/" + secret : "");
        return document(hook, path, secret);
    }

    private static HookDocument document(Hook hook, String path, @Nullable String secret) {
        HookUse use = hook.lastUse();
        return new HookDocument(
                hook.id(),
                hook.service(),
                hook.source().text(),
                path,
                secret,
                hook.tags().patterns(),
                hook.imageTag().text(),
                hook.createdAt().toEpochMilli(),
                use == null ? null : new LastUse(use.at().toEpochMilli(), use.result()));
    }

    /** @throws DeploymentRefusedException when it is no name of a source */
    public static HookSource source(CreateHook request) {
        return HookSource.of(String.valueOf(request.source()))
                .orElseThrow(() -> refused("source", request.source(), HookSource.all()));
    }

    /** @throws DeploymentRefusedException when a rule is not valid, or they are too many */
    public static TagRules tags(CreateHook request) {
        return TagRules.checked(Objects.requireNonNullElse(request.tags(), List.of()));
    }

    /** @throws DeploymentRefusedException when it is none of the choices */
    public static ImageTag imageTag(CreateHook request) {
        String text = Objects.requireNonNullElse(request.imageTag(), ImageTag.SERVICE.text());
        return ImageTag.of(text).orElseThrow(() -> refused("imageTag", text, ImageTag.all()));
    }

    private static DeploymentRefusedException refused(String field, @Nullable String value, String choices) {
        return DeploymentRefusedException.invalid(field, Shown.of(String.valueOf(value)), "one of " + choices);
    }
}
