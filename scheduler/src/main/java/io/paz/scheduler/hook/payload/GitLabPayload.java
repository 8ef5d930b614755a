package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.HookEvent.RefUpdate;
import io.paz.scheduler.hook.Shown;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Events of GitLab: pipelines and pushes. Its registry reports nothing. */
final class GitLabPayload {

    /** A merge request may come from a fork, from a branch of any name. */
    private static final Set<String> FOREIGN_SOURCES = Set.of("merge_request_event", "external_pull_request_event");

    private GitLabPayload() {}

    static HookEvent read(JsonNode tree) {
        Payload payload = new Payload(tree);
        String kind = payload.required("object_kind");
        return switch (kind) {
            case "push", "tag_push" -> GitPush.read(payload, "checkout_sha", "project");
            case "pipeline" -> pipeline(payload);
            default -> new Irrelevant("event " + Shown.of(kind));
        };
    }

    private static HookEvent pipeline(Payload payload) {
        String status = payload.required("object_attributes.status");
        if (!status.equals("success")) {
            return new Irrelevant("a pipeline that is " + Shown.of(status));
        }
        String source = payload.required("object_attributes.source");
        if (FOREIGN_SOURCES.contains(source) || payload.at("merge_request").isObject()) {
            return new Irrelevant("a pipeline of a merge request");
        }
        return new RefUpdate(
                "pipeline of " + Shown.of(payload.required("project.path_with_namespace")),
                payload.required("object_attributes.ref"),
                !payload.at("object_attributes.tag").asBoolean(false),
                payload.commit("object_attributes.sha", "object_attributes.sha")
                        .orElseThrow(() -> payload.refused("object_attributes.sha", "the id of a commit")),
                payload.text("project.default_branch").orElse(null));
    }
}
