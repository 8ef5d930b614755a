package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookEvent.ImagePush;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.Shown;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Events of Gitea and Forgejo: packages of their container registries, and pushes. */
final class GiteaPayload {

    private GiteaPayload() {}

    static HookEvent read(String event, JsonNode tree) {
        Payload payload = new Payload(tree);
        return switch (event) {
            case "package" -> packaged(payload);
            case "push" -> GitPush.read(payload, "head_commit.id", "repository");
            default -> new Irrelevant("event " + Shown.of(event));
        };
    }

    private static HookEvent packaged(Payload payload) {
        String action = payload.required("action");
        if (!action.equals("created")) {
            return new Irrelevant("a package was " + Shown.of(action));
        }
        String type = payload.required("package.type");
        if (!type.equals("container")) {
            return new Irrelevant("a package of type " + Shown.of(type));
        }
        String version = payload.required("package.version");
        boolean digest = Payload.isDigest(version);
        return ImagePush.of(repository(payload), digest ? null : version, digest ? version : null);
    }

    /** The registry is at the address of the page. */
    private static String repository(Payload payload) {
        String owner = payload.required("package.owner.login").toLowerCase(Locale.ROOT);
        return host(payload) + "/" + owner + "/" + payload.required("package.name");
    }

    private static String host(Payload payload) {
        String url = payload.required("package.html_url");
        try {
            return Optional.ofNullable(URI.create(url).getRawAuthority())
                    .orElseThrow(() -> payload.refused("package.html_url", "an address with a host"));
        } catch (IllegalArgumentException e) {
            throw payload.refused("package.html_url", "an address");
        }
    }
}
