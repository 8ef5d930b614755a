package io.paz.test.image;

import io.paz.test.platform.Command;
import io.paz.test.platform.Names;
import io.paz.test.platform.Platform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Images made on the spot, without a registry, and removed at the end. */
final class LocalImages implements AutoCloseable {

    /** The older builder, which every Docker engine has and which looks for a base image on the machine first. */
    private static final Map<String, String> BUILDER = Map.of("DOCKER_BUILDKIT", "0");

    private final Deque<String> tags = new ArrayDeque<>();

    /** A tag that nothing else uses; its image is removed at the end. */
    String tag(String purpose) {
        String tag = "paz-test/" + Names.unique(purpose) + ":1";
        tags.push(tag);
        return tag;
    }

    /** Runs a script of {@code scripts/images}. */
    void base(String script, String... arguments) {
        Command.of(Platform.ROOT.resolve("scripts/images/" + script).toString(), arguments)
                .run(Map.of())
                .expectSuccess();
    }

    /** The image of a folder's Dockerfile, with base images put in. */
    String build(String folder, Map<String, String> bases) {
        return build(folder, "Dockerfile", bases);
    }

    /** The same, of the file of that name. */
    String build(String folder, String file, Map<String, String> bases) {
        String tag = tag(folder);
        String path = Platform.ROOT.resolve(folder).resolve(file).toString();
        List<String> arguments = new ArrayList<>(List.of("build", "--force-rm", "--tag", tag, "--file", path));
        bases.forEach((argument, base) -> arguments.addAll(List.of("--build-arg", argument + "=" + base)));
        arguments.add(Platform.ROOT.resolve(folder).toString());
        Command.of("docker", arguments.toArray(String[]::new)).run(BUILDER).expectSuccess();
        return tag;
    }

    @Override
    public void close() {
        List<String> arguments = new ArrayList<>(List.of("image", "rm", "--force"));
        arguments.addAll(tags);
        Command.of("docker", arguments.toArray(String[]::new)).run(Map.of()).expectSuccess();
    }
}
