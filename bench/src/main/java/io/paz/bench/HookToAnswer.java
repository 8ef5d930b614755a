package io.paz.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Time from the deploy hook to the first answer through HAProxy, beside the time from {@code docker run} to the first
 * answer of the same image on its published port. The two take turns, so that both see the same machine.
 */
final class HookToAnswer {

    private static final String IMAGE = "paz/demo-api";
    private static final int CONTAINER_PORT = 8080;

    /** Asking each millisecond took 45 ms of processor time from the deployment that it waits for. */
    private static final Duration PAUSE = Duration.ofMillis(4);

    /** Rounds that do not count, in which the platform's Java compiles. */
    private static final int WARM_UP = 15;

    private final Platform platform;
    private final Timeline timeline;
    private final String run = Long.toString(System.nanoTime() % 1_000_000, 36);

    HookToAnswer(Platform platform) {
        this.platform = platform;
        this.timeline = new Timeline(platform);
    }

    void measure(int count) throws IOException, InterruptedException {
        Samples hook = new Samples("hook to first answer through HAProxy");
        Samples docker = new Samples("docker run to first answer");
        for (int i = 0; i < WARM_UP + count; i++) {
            Duration bare = dockerRun("bench-" + run + "-bare-" + i);
            Duration deployed = deploy("bench-" + run + "-" + i, i >= WARM_UP);
            if (i >= WARM_UP) {
                docker.add(bare);
                hook.add(deployed);
            }
        }
        System.out.println(docker);
        System.out.println(hook);
        System.out.printf(Locale.ROOT, "%-46s %.2f%n", "ratio of the medians", hook.median() / docker.median());
        System.out.print(timeline);
    }

    private Duration deploy(String service, boolean isCounted) throws IOException, InterruptedException {
        platform.createService(service);
        Probe probe = new Probe("127.0.0.1", platform.httpPort(), service + ".paz", PAUSE);
        long start = System.nanoTime();
        Instant sent = Instant.now();
        platform.deploy(service);
        Instant answered = Instant.now();
        probe.awaitAnswer();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        if (isCounted) {
            timeline.add(service, sent, answered, sent.plus(taken));
        }
        platform.deleteService(service);
        return taken;
    }

    private static Duration dockerRun(String name) throws IOException, InterruptedException {
        int port = freePort();
        long start = System.nanoTime();
        Commands.run(
                "docker", "run", "-d", "--rm", "--name", name, "-p", "127.0.0.1:" + port + ":" + CONTAINER_PORT, IMAGE);
        // Not earlier: asking a container that has no network yet costs the kernel a second until it looks again.
        new Probe("127.0.0.1", port, "localhost", PAUSE).awaitAnswer();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        Commands.run("docker", "rm", "-f", name);
        return taken;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
