package io.paz.engine.fleet.control;

import io.paz.engine.control.StartProgress;
import io.paz.engine.spec.ContainerSpec;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how far the start of an instance has come from what Docker and the sidekick printed. Pure. */
final class StartLog {

    /** What the sidekick prints of a container that runs. */
    static final Pattern CONTAINER = Pattern.compile("container (\\S+) of image (\\S+) started at (\\S+)");

    /** What Docker prints of an image that it pulled. */
    private static final Pattern PULLED = Pattern.compile("Status: (.+)");

    private static final Pattern DIGEST = Pattern.compile("Digest: (sha256:[0-9a-f]{64})");

    private StartLog() {}

    static StartProgress progress(ContainerSpec spec, UnitLog log) {
        Optional<Matcher> container = last(CONTAINER, log.sidekick());
        Optional<String> image =
                pulled(log.container()).or(() -> container.map(started -> withoutPull(spec, started.group(2))));
        return new StartProgress(
                image.orElse(null),
                container
                        .map(started -> "container " + started.group(1) + " at " + started.group(3))
                        .orElse(null));
    }

    private static Optional<String> pulled(List<String> docker) {
        return last(PULLED, docker)
                .map(status -> status.group(1)
                        + last(DIGEST, docker)
                                .map(digest -> ", " + digest.group(1))
                                .orElse(""));
    }

    /** A pull that comes before the start prints nothing of its own. */
    private static String withoutPull(ContainerSpec spec, String image) {
        return spec.freshlyPushed() && spec.imageId() == null
                ? "image " + image + ", after its registry was asked for a newer one"
                : "image " + image + ": its host had it, nothing was pulled";
    }

    private static Optional<Matcher> last(Pattern pattern, List<String> lines) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).reduce((earlier, later) -> later);
    }
}
