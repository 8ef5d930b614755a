package io.paz.scheduler.web;

import io.paz.http.error.ApiException;
import io.paz.scheduler.deployment.Order;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What counts of Docker Hub's payload. Everything else is ignored, because Docker Hub adds fields as it likes; its callback_url is
 * never called.
 */
record DockerHubPush(String repository, @Nullable String tag) {

    static DockerHubPush read(JsonNode payload) {
        JsonNode repository = payload.path("repository").path("repo_name");
        if (!repository.isString() || repository.stringValue().isBlank()) {
            throw ApiException.invalidField(
                    "repository.repo_name",
                    repository.isMissingNode() ? "absent" : repository.toString(),
                    "the image's repository, team/app");
        }
        JsonNode tag = payload.path("push_data").path("tag");
        if (!tag.isString() && !tag.isMissingNode() && !tag.isNull()) {
            throw ApiException.invalidField("push_data.tag", tag.toString(), "a text");
        }
        return new DockerHubPush(repository.stringValue(), tag.isString() ? tag.stringValue() : null);
    }

    Order order(@Nullable String key) {
        String image = tag == null ? repository : repository + ":" + tag;
        return new Order(image, true, key, "Docker Hub pushed " + Hooks.shortened(image));
    }
}
