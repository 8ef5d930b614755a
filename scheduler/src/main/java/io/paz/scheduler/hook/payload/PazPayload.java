package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookEvent.ImagePush;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.Shown;
import io.paz.scheduler.image.ImageReference;
import tools.jackson.databind.JsonNode;

/** Paz's own event: {@code {"type": "image.pushed", "data": {"image": "team/app:v1"}}}. */
final class PazPayload {

    private static final String IMAGE = "data.image";

    private PazPayload() {}

    static HookEvent read(JsonNode tree) {
        Payload payload = new Payload(tree);
        String type = payload.required("type");
        if (!type.equals("image.pushed")) {
            return new Irrelevant("event " + Shown.of(type));
        }
        ImageReference image = ImageReference.parse(payload.required(IMAGE))
                .orElseThrow(() -> payload.refused(IMAGE, "a reference such as team/app:1.2 or team/app@sha256:..."));
        String suffix = image.suffix();
        return ImagePush.of(
                image.repository(),
                image.tag().orElse(null),
                suffix.contains("@") ? suffix.substring(suffix.indexOf('@') + 1) : null);
    }
}
