package io.paz.host.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What of a machine needs an image, whoever it belongs to: a container, another image, a name that somebody gave it. */
final class ImageNeeds {

    private final Map<String, String> containers = new HashMap<>();
    private final Set<String> parents = new HashSet<>();

    /**
     * @param running containers of any state, of anybody
     * @param images with those that have no name
     */
    ImageNeeds(List<Container> running, List<Image> images) {
        running.forEach(each -> containers.put(each.getImageId(), name(each)));
        images.stream().map(Image::getParentId).filter(Objects::nonNull).forEach(parents::add);
    }

    private static String name(Container container) {
        String[] names = container.getNames();
        return names == null || names.length == 0 ? container.getId() : names[0].replaceFirst("^/", "");
    }

    /** @param pulled digests under which this platform had images pulled, as Docker writes them */
    Optional<String> of(InspectImageResponse image, Set<String> pulled) {
        String id = String.valueOf(image.getId());
        if (containers.containsKey(id)) {
            return Optional.of("container " + containers.get(id));
        }
        List<String> tags = Objects.requireNonNullElse(image.getRepoTags(), List.of());
        if (!tags.isEmpty()) {
            return Optional.of("tag " + tags.get(0));
        }
        if (parents.contains(id)) {
            return Optional.of("an image that was built on it");
        }
        return Objects.requireNonNullElse(image.getRepoDigests(), List.<String>of()).stream()
                .filter(digest -> !pulled.contains(digest))
                .findFirst()
                .map(digest -> "somebody else's pull of " + digest);
    }

    /** {@code team/app:1@sha256:...} as Docker lists it, {@code team/app@sha256:...}. */
    static String digest(String reference) {
        int at = reference.indexOf('@');
        String name = reference.substring(0, at).replaceFirst(":[^:/]*$", "");
        String familiar =
                Arrays.asList("docker.io/library/", "docker.io/", "index.docker.io/library/", "index.docker.io/")
                        .stream()
                        .filter(name::startsWith)
                        .findFirst()
                        .map(prefix -> name.substring(prefix.length()))
                        .orElse(name);
        return familiar + reference.substring(at);
    }
}
