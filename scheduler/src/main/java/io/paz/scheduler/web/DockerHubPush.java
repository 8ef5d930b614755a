package io.paz.scheduler.web;

import io.paz.http.error.ApiException;
import io.paz.scheduler.image.ImageReference;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Relevant fields of Docker Hub's push payload. Everything else is ignored, because Docker Hub adds fields as it likes; its callback_url is
 * never called.
 */
record DockerHubPush(String repository, @Nullable String tag) {

    /** Reads the payload as Docker Hub itself sends it, with the address of the repository. */
    static DockerHubPush readWhole(JsonNode payload) {
        DockerHubPush push = read(payload);
        JsonNode address = payload.path("repository").path("repo_url");
        if (!address.isString() || address.stringValue().isBlank()) {
            throw refused("repository.repo_url", address, "the repository's address, as Docker Hub sends it");
        }
        return push;
    }

    static DockerHubPush read(JsonNode payload) {
        JsonNode repository = payload.path("repository").path("repo_name");
        if (!repository.isString() || !isRepository(repository.stringValue())) {
            throw refused("repository.repo_name", repository, "an image's repository in lower case, such as team/app");
        }
        JsonNode tag = payload.path("push_data").path("tag");
        if (!tag.isString() && !tag.isMissingNode() && !tag.isNull()) {
            throw refused("push_data.tag", tag, "a text");
        }
        return new DockerHubPush(repository.stringValue(), tag.isString() ? tag.stringValue() : null);
    }

    private static boolean isRepository(String text) {
        return ImageReference.parse(text)
                .filter(image -> image.suffix().isEmpty())
                .isPresent();
    }

    private static ApiException refused(String field, JsonNode value, String expected) {
        return ApiException.invalidField(field, value.isMissingNode() ? "absent" : value.toString(), expected);
    }

    DeploymentRequest order(@Nullable String key, Requester requester) {
        String image = tag == null ? repository : repository + ":" + tag;
        return new DeploymentRequest(image, true, key, "Docker Hub pushed " + HookRequests.shortened(image), requester);
    }
}
