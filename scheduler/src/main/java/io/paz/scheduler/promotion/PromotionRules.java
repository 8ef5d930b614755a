package io.paz.scheduler.promotion;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.image.ImageReference;
import io.paz.scheduler.release.PortProtocol;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.util.Optional;

/** What may be promoted. Pure. */
public final class PromotionRules {

    private PromotionRules() {}

    /** @throws DeploymentRefusedException when the target may not run what was tested */
    public static void check(Release tested, ServiceDefinition target) {
        Optional<ImageReference> own = ImageReference.parse(target.repository());
        boolean isSameRepository = own.isPresent()
                && ImageReference.parse(tested.image())
                        .filter(own.get()::isSameRepository)
                        .isPresent();
        if (!isSameRepository) {
            throw DeploymentRefusedException.invalid(
                    "image", tested.image(), "one of " + target.repository() + ", the repository of " + target.name());
        }
        if (!tested.isPinned()) {
            throw DeploymentRefusedException.imageGone(
                    "version %d of %s runs %s by its tag, and what that named is not recorded"
                                    .formatted(
                                            tested.id().version(), tested.id().service(), tested.image())
                            + " (expected: a version with a known image; deploy it again)");
        }
        if (isTcp(tested.config().protocol()) || isTcp(target.config().protocol())) {
            throw DeploymentRefusedException.invalid(
                    "services", target.name(), "a service of HTTP; of a TCP service, deploy the image by its digest");
        }
    }

    private static boolean isTcp(PortProtocol protocol) {
        return "tcp".equals(protocol.name());
    }
}
