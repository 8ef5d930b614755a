package io.paz.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/** {@code bench/run} calls this for the figures that need timing finer than a shell's. */
public final class Bench {

    private static final Map<String, Integer> DEFAULT_COUNTS = Map.ofEntries(
            Map.entry("hook-to-answer", 20),
            Map.entry("key-to-route", 30),
            Map.entry("redeploy", 100),
            Map.entry("redeploy-https", 100),
            Map.entry("changes", 5),
            Map.entry("canary", 3),
            Map.entry("unit-events", 200),
            Map.entry("deployment-events", 20),
            Map.entry("cluster-list", 100),
            Map.entry("events", 100));

    private Bench() {}

    /**
     * Arguments: the figure's name, how many times to measure it, for the orchestrator's own its jar, and for HTTPS the domains
     * of the load and of the WebSockets. Ends with status 1 when what must hold did not.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Integer usual = DEFAULT_COUNTS.get(args[0]);
        if (usual == null) {
            throw new IllegalArgumentException(
                    "figure: " + args[0] + " (expected: one of " + new TreeSet<>(DEFAULT_COUNTS.keySet()) + ")");
        }
        System.out.println(Machine.describe());
        int count = args.length > 1 ? Integer.parseInt(args[1]) : usual;
        switch (args[0]) {
            case "cluster-list" -> new ClusterList(Path.of(args[2])).measure(count);
            case "events" -> new Events(Path.of(args[2])).measure(count);
            case "redeploy-https" -> System.exit(redeployOverHttps(count, args[2], args[3]) ? 0 : 1);
            default -> System.exit(measureOnPlatform(args[0], count) ? 0 : 1);
        }
    }

    private static boolean redeployOverHttps(int count, String domain, String socketsDomain)
            throws IOException, InterruptedException {
        return new Redeploy(new Platform(System.getenv())).measureOverHttps(count, domain, socketsDomain);
    }

    private static boolean measureOnPlatform(String figure, int count) throws IOException, InterruptedException {
        Platform platform = new Platform(System.getenv());
        switch (figure) {
            case "redeploy":
                return new Redeploy(platform).measure(count);
            case "changes":
                return new Changes(platform).measure(count);
            case "canary":
                return new Canary(platform).measure(count);
            case "unit-events":
                new UnitEvents(platform).measure(count);
                return true;
            case "deployment-events":
                new DeploymentEvents(platform).measure(count);
                return true;
            case "hook-to-answer":
                new HookToAnswer(platform).measure(count);
                return true;
            default:
                new KeyToRoute(platform).measure(count);
                return true;
        }
    }
}
