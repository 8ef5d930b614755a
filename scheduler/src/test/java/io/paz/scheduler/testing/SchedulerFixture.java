package io.paz.scheduler.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A scheduler over a real store and a world of fakes, started anew for each test. */
public abstract class SchedulerFixture {

    @TempDir
    protected Path folder;

    protected final FakeWorld world = new FakeWorld();
    protected TestScheduler scheduler;

    @BeforeEach
    final void startScheduler() {
        scheduler = new TestScheduler(world, folder);
    }

    @AfterEach
    final void closeScheduler() {
        scheduler.close();
    }
}
