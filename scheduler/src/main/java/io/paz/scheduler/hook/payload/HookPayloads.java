package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.Delivery;
import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookSource;
import tools.jackson.databind.JsonNode;

/** Reads a delivery's payload by its source. Fields that are not needed are ignored, since those systems add some as they like. */
public final class HookPayloads {

    private HookPayloads() {}

    /**
     * @throws io.paz.scheduler.request.DeploymentRefusedException when a field of an event that matters is missing or of another form
     */
    public static HookEvent read(HookSource source, Delivery delivery, JsonNode payload) {
        return switch (source) {
            case DOCKERHUB -> DockerHubPayload.read(payload);
            case GITHUB -> GitHubPayload.read(delivery.header("x-github-event").orElse(""), payload);
            case GITLAB -> GitLabPayload.read(payload);
            case GITEA ->
                GiteaPayload.read(
                        delivery.header("x-forgejo-event")
                                .or(() -> delivery.header("x-gitea-event"))
                                .orElse(""),
                        payload);
            case HARBOR -> HarborPayload.read(payload);
            case PAZ -> PazPayload.read(payload);
        };
    }
}
