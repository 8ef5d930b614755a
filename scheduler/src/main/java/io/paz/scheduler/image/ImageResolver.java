package io.paz.scheduler.image;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.HostImages;
import io.paz.engine.control.HostImages.Finding;
import io.paz.engine.control.HostImages.HostImage;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves an image name once, so that a version always runs the same content: the digest that its registry
 * gives, or the id of the image that the one host has. A lookup that fails is a failure, unless the service says that what a host
 * has will do.
 */
public final class ImageResolver {

    private static final System.Logger log = System.getLogger(ImageResolver.class.getName());
    private static final String IF_MISSING = "pull is if-missing";

    private final Registries registries;
    private final HostImages hosts;
    private final PinPolicy policy;

    public ImageResolver(Registries registries, HostImages hosts, PinPolicy policy) {
        this.registries = registries;
        this.hosts = hosts;
        this.policy = policy;
    }

    /**
     * An image that is to be deployed.
     *
     * @param image reference, with or without tag
     * @param freshlyPushed whether its registry was just given it
     * @param pullsAlways whether what its registry has goes before what the host has
     */
    public record Wanted(String image, boolean freshlyPushed, boolean pullsAlways) {}

    /** Blocks on the registry and the host. */
    public ResolvedImage resolve(Wanted wanted) {
        ImageName name = ImageName.of(wanted.image());
        if (!name.digest().isEmpty()) {
            return ResolvedImage.asGiven(wanted.image());
        }
        Finding finding = hosts.find(wanted.image());
        return withoutRegistry(wanted, name, finding).orElseGet(() -> atRegistry(wanted, name, finding));
    }

    /**
     * Why a version that ran this cannot run again as it was; empty when it can.
     *
     * @param name as the version keeps it
     * @param id as the version keeps it
     */
    public Optional<String> whyGone(String name, @Nullable String id) {
        if (id == null) {
            return ImageName.of(name).digest().isEmpty()
                    ? Optional.of("it ran " + name + " by its tag, and what that named then was not recorded")
                    : Optional.empty();
        }
        return hosts.find(id).image() == null
                ? Optional.of("it ran image " + id + " of " + name + ", which its host no longer has")
                : Optional.empty();
    }

    /** Keeps the images of versions that may run again; a failure costs nothing now, and is made good at the next deployment. */
    public void protect(String service, List<String> ids) {
        try {
            hosts.protect(service, ids);
        } catch (EngineUnavailableException e) {
            log.log(
                    Level.WARNING,
                    "Cannot tag the images of {0}: {1}; trying again at its next deployment",
                    service,
                    e.getMessage());
        }
    }

    /**
     * Keeps that Paz is about to have the image pulled, so that it may remove it when no version needs it. Where that fails, the image
     * stays for good.
     *
     * @param name as a version keeps it; one without a digest was not pulled for it
     */
    public void expectPull(String name) {
        if (ImageName.of(name).digest().isEmpty()) {
            return;
        }
        try {
            hosts.expectPull(name);
        } catch (EngineUnavailableException | EngineRefusedException e) {
            log.log(Level.WARNING, "Cannot keep that {0} is pulled: {1}; it is never removed", name, e.getMessage());
        }
    }

    private Optional<ResolvedImage> withoutRegistry(Wanted wanted, ImageName name, Finding finding) {
        if (policy == PinPolicy.OFF) {
            String why = "images are not looked up, as configured";
            return Optional.of(finding.held()
                    .filter(image -> !wanted.freshlyPushed())
                    .map(image -> onHost(wanted, image, why))
                    .orElseGet(() -> ResolvedImage.unknown(wanted.image(), why)));
        }
        if (wanted.freshlyPushed()) {
            return Optional.empty();
        }
        if (finding.image() != null && !wanted.pullsAlways()) {
            return Optional.of(onHost(wanted, finding.image(), IF_MISSING + ", so its registry was not asked"));
        }
        return policy == PinPolicy.NAMED && !name.named() ? local(wanted, name, finding) : Optional.empty();
    }

    /** What was built here is in no registry, and somebody else's of the same name at Docker Hub must not take its place. */
    private static Optional<ResolvedImage> local(Wanted wanted, ImageName name, Finding finding) {
        if (!finding.known()) {
            return Optional.of(
                    ResolvedImage.unknown(
                            wanted.image(),
                            "it names no registry, and may have been built on the hosts: each runs what it has under that name"));
        }
        return finding.held()
                .filter(image -> !isOf(name, image))
                .map(image -> onHost(wanted, image, "it was built there: no registry is known to have it"));
    }

    private ResolvedImage atRegistry(Wanted wanted, ImageName name, Finding finding) {
        try {
            return ResolvedImage.atRegistry(wanted.image(), registries.digest(name));
        } catch (ImageLookupException e) {
            return afterFailure(wanted, finding, String.valueOf(e.getMessage()));
        }
    }

    private static ResolvedImage afterFailure(Wanted wanted, Finding finding, String failure) {
        String goesOn = failure + "; it goes on all the same, since " + IF_MISSING;
        if (!wanted.pullsAlways() && finding.image() != null) {
            return onHost(wanted, finding.image(), goesOn);
        }
        if (!wanted.pullsAlways() && !finding.known()) {
            return ResolvedImage.unknown(wanted.image(), goesOn + ", and hosts run what they have under that name");
        }
        return ResolvedImage.failed(wanted.image(), reason(wanted, finding, failure));
    }

    private static String reason(Wanted wanted, Finding finding, String failure) {
        String image = "image " + wanted.image();
        if (finding.image() != null) {
            return image + " cannot be looked up: " + failure
                    + ". What its host has under that name may be an older one; a service with \"pull\": \"if-missing\" runs it";
        }
        return image + (finding.known() ? " is not on its host, and" : "") + " cannot be looked up: " + failure;
    }

    /** Whether the image was pulled from, or pushed to, the repository that the name means. */
    private static boolean isOf(ImageName name, HostImage image) {
        return image.digests().stream()
                .map(ImageName::of)
                .anyMatch(known -> known.registry().equals(name.registry())
                        && known.repository().equals(name.repository()));
    }

    private static ResolvedImage onHost(Wanted wanted, HostImage image, String why) {
        return ResolvedImage.onHost(wanted.image(), image.id(), why);
    }
}
