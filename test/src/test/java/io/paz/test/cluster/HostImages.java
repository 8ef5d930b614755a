package io.paz.test.cluster;

import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The images that hosts run: built of this machine's own programs, and handed over as a file. */
public final class HostImages {

    private HostImages() {}

    /** Builds all images, and saves these where every host finds them. */
    public static void save(Path shared, String... names) {
        Command.of(Platform.ROOT.resolve("scripts/build-images.sh").toString())
                .run(Map.of("PAZ_LOCAL", "1"))
                .expectSuccess();
        Command.of("docker", "save", "-o", shared.resolve("images.tar").toString())
                .with(List.of(names))
                .run(Map.of())
                .expectSuccess();
        Command.of("cp", "-r")
                .with(List.of(
                        Platform.ROOT.resolve("scripts").toString(),
                        Platform.ROOT.resolve("units").toString(),
                        shared.toString()))
                .run(Map.of())
                .expectSuccess();
    }

    public static void load(ClusterHost host) {
        host.output("docker load -i /shared/images.tar");
    }
}
