package io.paz.directory.catalog.field;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repository of an image, without tag and digest, in full form: {@code nginx} is {@code docker.io/library/nginx}.
 *
 * @param value host of the registry and path
 */
public record ImageRepository(String value) {

    private static final Pattern WITH_REGISTRY =
            Pattern.compile("(?<registry>[^/.:]*+[.:][^/]*+|localhost)/(?<path>.+)");
    private static final String DOCKER_HUB = "docker.io";

    /** From the part of a reference before tag and digest. */
    static ImageRepository ofName(String name) {
        Matcher parts = WITH_REGISTRY.matcher(name);
        if (!parts.matches()) {
            return ofDockerHub(name);
        }
        String registry = parts.group("registry");
        boolean hub = registry.equals(DOCKER_HUB) || registry.equals("index.docker.io");
        return hub ? ofDockerHub(parts.group("path")) : new ImageRepository(name);
    }

    private static ImageRepository ofDockerHub(String path) {
        return new ImageRepository(DOCKER_HUB + "/" + (path.contains("/") ? path : "library/" + path));
    }
}
