package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookEvent.ImagePush;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.HookEvent.PushedImage;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Docker Hub's push. Its {@code callback_url} is never called. */
final class DockerHubPayload {

    private DockerHubPayload() {}

    static HookEvent read(JsonNode tree) {
        Payload payload = new Payload(tree);
        String repository = payload.required("repository.repo_name");
        Optional<String> tag = payload.text("push_data.tag");
        if (tag.isEmpty()) {
            return new Irrelevant("a push without a tag");
        }
        JsonNode time = payload.at("push_data.pushed_at");
        String identity = time.isNumber() ? repository + ":" + tag.get() + " " + time.asString() : null;
        return new ImagePush(repository, List.of(new PushedImage(tag.get(), null)), identity);
    }
}
