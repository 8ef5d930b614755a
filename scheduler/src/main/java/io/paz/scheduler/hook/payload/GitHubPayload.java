package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookEvent.ImagePush;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.HookEvent.RefUpdate;
import io.paz.scheduler.hook.Shown;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Events of GitHub: packages of its container registry, pushes, and workflow runs. */
final class GitHubPayload {

    /** Events that a stranger cannot cause: a pull request from a fork may come from a branch named main, too. */
    private static final Set<String> TRUSTED_TRIGGERS = Set.of("push", "workflow_dispatch", "schedule", "release");

    private GitHubPayload() {}

    static HookEvent read(String event, JsonNode tree) {
        Payload payload = new Payload(tree);
        return switch (event) {
            case "package", "registry_package" -> published(payload, event);
            case "push" -> GitPush.read(payload, "head_commit.id", "repository");
            case "workflow_run" -> workflowRun(payload);
            case "ping" -> new Irrelevant("a ping");
            default -> new Irrelevant("event " + Shown.of(event));
        };
    }

    private static HookEvent published(Payload payload, String name) {
        String action = payload.required("action");
        if (!action.equals("published")) {
            return new Irrelevant("a package was " + Shown.of(action));
        }
        String version = name + ".package_version";
        if (!payload.at(version + ".container_metadata").isObject()) {
            return new Irrelevant("package " + Shown.of(payload.required(name + ".name")) + " is no container image");
        }
        Optional<String> digest = payload.digest(version + ".container_metadata.tag.digest")
                .or(() -> payload.digest(version + ".version"));
        return ImagePush.of(
                payload.repository(version + ".package_url"),
                payload.text(version + ".container_metadata.tag.name").orElse(null),
                digest.orElse(null));
    }

    private static HookEvent workflowRun(Payload payload) {
        String conclusion = payload.text("workflow_run.conclusion").orElse("not over");
        if (!payload.required("action").equals("completed") || !conclusion.equals("success")) {
            return new Irrelevant("a workflow run that is " + Shown.of(conclusion));
        }
        String repository = payload.required("repository.full_name");
        boolean own = repository.equals(payload.required("workflow_run.head_repository.full_name"));
        String trigger = payload.required("workflow_run.event");
        if (!own || !TRUSTED_TRIGGERS.contains(trigger)) {
            return new Irrelevant(
                    "a workflow run of a %s%s".formatted(Shown.of(trigger), own ? "" : " of another repository"));
        }
        return new RefUpdate(
                "workflow run of " + Shown.of(repository),
                payload.required("workflow_run.head_branch"),
                true,
                payload.commit("workflow_run.head_sha", "workflow_run.head_sha")
                        .orElseThrow(() -> payload.refused("workflow_run.head_sha", "the id of a commit")),
                payload.text("repository.default_branch").orElse(null));
    }
}
