package io.paz.bench;

import java.io.IOException;

/** {@code bench/run} calls this for the figures that need timing finer than a shell's. */
public final class Bench {

    private static final int DEFAULT_COUNT = 20;
    private static final int DEFAULT_DEPLOYMENTS = 100;

    private Bench() {}

    /** Arguments: the figure's name, and how many times to measure it (20, redeploy 100). */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean redeploy = args[0].equals("redeploy");
        int usual = redeploy ? DEFAULT_DEPLOYMENTS : DEFAULT_COUNT;
        int count = args.length > 1 ? Integer.parseInt(args[1]) : usual;
        Platform platform = new Platform(System.getenv());
        System.out.println(Machine.describe());
        switch (args[0]) {
            case "hook-to-answer" -> new HookToAnswer(platform).measure(count);
            case "key-to-route" -> new KeyToRoute(platform).measure(count);
            case "redeploy" -> System.exit(new Redeploy(platform).measure(count) ? 0 : 1);
            default ->
                throw new IllegalArgumentException(
                        "figure: " + args[0] + " (expected: hook-to-answer, key-to-route or redeploy)");
        }
    }
}
