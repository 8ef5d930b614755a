package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookEvent.ImagePush;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.HookEvent.PushedImage;
import io.paz.scheduler.hook.Shown;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Harbor's events, in its default format and as CloudEvents. */
final class HarborPayload {

    private static final int MAX_RESOURCES = 20;
    /** Where the event's data stands, by the name of a push. */
    private static final Map<String, String> PUSHES =
            Map.of("PUSH_ARTIFACT", "event_data", "harbor.artifact.pushed", "data");

    private HarborPayload() {}

    static HookEvent read(JsonNode tree) {
        Payload payload = new Payload(tree);
        String type = payload.required("type");
        String data = PUSHES.get(type);
        if (data == null) {
            return new Irrelevant("event " + Shown.of(type));
        }
        List<Payload> resources = payload.at(data + ".resources")
                .valueStream()
                .limit(MAX_RESOURCES)
                .map(Payload::new)
                .toList();
        if (resources.isEmpty()) {
            throw payload.refused(data + ".resources", "what was pushed");
        }
        return new ImagePush(
                resources.get(0).repository("resource_url"),
                resources.stream().map(HarborPayload::image).toList(),
                null);
    }

    /** An artifact without a tag has its digest in the place of one. */
    private static PushedImage image(Payload resource) {
        return new PushedImage(
                resource.text("tag").filter(tag -> !Payload.isDigest(tag)).orElse(null),
                resource.digest("digest").orElse(null));
    }
}
