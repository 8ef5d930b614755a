package io.paz.scheduler.request;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.image.ImageReference;
import io.paz.scheduler.image.ImageResolver;
import io.paz.scheduler.image.ResolvedImage;
import io.paz.scheduler.release.Release;
import org.jspecify.annotations.Nullable;

/**
 * Request to deploy a service.
 *
 * @param image null means the service's own; else the same repository, with a tag or digest perhaps
 * @param freshlyPushed whether the image was just pushed, so that hosts must ask the registry
 * @param idempotencyKey null when the caller sent none
 * @param evidence what asked
 * @param requester who asked
 */
public record DeploymentRequest(
        @Nullable String image,
        boolean freshlyPushed,
        @Nullable String idempotencyKey,
        String evidence,
        Requester requester) {

    private static final String EXPECTED = "a reference such as team/app, team/app:1.2 or team/app@sha256:...";

    /** The image to run, by the rule that a hook deploys only the repository of its service. */
    String imageFor(ServiceDefinition service) {
        ImageReference own = parse("service's dockerRepository", service.repository());
        if (image == null) {
            return own.toString();
        }
        ImageReference wanted = parse("dockerRepository", image);
        if (!own.isSameRepository(wanted)) {
            throw DeploymentRefusedException.invalid(
                    "dockerRepository", image, own.repository() + ", the repository of service " + service.name());
        }
        return own.at(wanted).toString();
    }

    public ImageResolver.Wanted wanted(ServiceDefinition service) {
        return new ImageResolver.Wanted(
                imageFor(service), freshlyPushed, service.config().pullsAlways());
    }

    public Release release(ReleaseId id, ServiceDefinition service, ResolvedImage resolved) {
        return new Release(
                id,
                service.description(),
                resolved.name(),
                resolved.id(),
                freshlyPushed,
                service.config(),
                service.config().containerConfinement());
    }

    private static ImageReference parse(String field, String text) {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "...";
        return ImageReference.parse(text).orElseThrow(() -> DeploymentRefusedException.invalid(field, shown, EXPECTED));
    }
}
