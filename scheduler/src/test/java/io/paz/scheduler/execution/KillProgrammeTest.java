package io.paz.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kill programme: everything that a scheduler does, killed right after an effect or a write, about every second time killed again
 * while the next start takes it up. The seed draws the order of all boundaries, so that as many runs as there are boundaries are each
 * of them once. {@code bench/run kill} runs it with more runs.
 */
class KillProgrammeTest {

    private static final int RUNS = Integer.getInteger("paz.kill.runs", 20);
    private static final long SEED = Long.getLong("paz.kill.seed", 1);

    /** Effects of a start that takes up again what was killed, about. */
    private static final int EFFECTS_OF_A_START = 12;

    @TempDir
    Path folder;

    /** Right after an effect of an act. */
    private record Boundary(KillAct act, int effect) {}

    @Test
    void what_must_hold_does_so_after_every_kill() {
        List<Boundary> boundaries = boundaries();
        Random random = new Random(SEED);
        Collections.shuffle(boundaries, random);
        long start = System.nanoTime();
        int kills = 0;
        List<String> violated = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Boundary boundary = boundaries.get(run % boundaries.size());
            int again = random.nextBoolean() ? 1 + random.nextInt(EFFECTS_OF_A_START) : 0;
            KillRun killRun = new KillRun(boundary.act(), folder.resolve("run-" + run));
            killRun.killedAfter(boundary.effect(), again)
                    .forEach(violation -> violated.add("%s killed after effect %d, then after %d: %s"
                            .formatted(boundary.act(), boundary.effect(), again, violation)));
            kills += killRun.kills();
        }
        System.out.printf(
                "kill programme: seed %d, %d runs over %d boundaries of %d acts, %d kills, %d invariants violated, %d s%n",
                SEED,
                RUNS,
                boundaries.size(),
                KillAct.ALL.size(),
                kills,
                violated.size(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
        assertThat(violated).isEmpty();
        assertThat(kills).as("schedulers killed").isGreaterThan(RUNS / 2);
    }

    private List<Boundary> boundaries() {
        List<Boundary> boundaries = new ArrayList<>();
        for (KillAct act : KillAct.ALL) {
            int effects = new KillRun(act, folder.resolve(act.name())).effects();
            for (int effect = 1; effect <= effects; effect++) {
                boundaries.add(new Boundary(act, effect));
            }
        }
        return boundaries;
    }
}
