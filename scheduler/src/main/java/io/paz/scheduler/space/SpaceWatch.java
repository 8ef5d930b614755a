package io.paz.scheduler.space;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.HostSpace;
import io.paz.engine.control.HostSpace.FileSystem;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.space.SpaceLimits.Level;
import java.lang.System.Logger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Watches the room of the file systems that Paz and Docker write to. Where the engine cannot tell, it is that of the scheduler's own data.
 * Safe for several threads.
 */
public final class SpaceWatch implements RoomCheck {

    private static final Logger log = System.getLogger(SpaceWatch.class.getName());

    private final HostSpace host;
    private final Supplier<List<FileSystem>> own;
    private final SpaceLimits limits;
    private final Map<String, Level> reported = new HashMap<>();
    private volatile List<DiskSpace> last = List.of();

    /** @param own the file systems that the scheduler itself can see */
    public SpaceWatch(HostSpace host, Supplier<List<FileSystem>> own, SpaceLimits limits) {
        this.host = host;
        this.own = own;
        this.limits = limits;
    }

    /** Looks now; blocks for seconds at most. Each change for the worse or the better is logged once. */
    public synchronized List<DiskSpace> refresh() {
        List<DiskSpace> now =
                read().stream().map(each -> new DiskSpace(each, limits)).toList();
        last = now;
        now.forEach(this::report);
        return now;
    }

    private List<FileSystem> read() {
        try {
            return host.fileSystems().orElseGet(own);
        } catch (EngineUnavailableException | EngineRefusedException e) {
            log.log(Logger.Level.DEBUG, "The host cannot say how much room it has: {0}", e.getMessage());
            return own.get();
        }
    }

    private void report(DiskSpace disk) {
        Level level = disk.level();
        Level before = reported.put(disk.fileSystem().path(), level);
        if (level == before || before == null && level == Level.AMPLE) {
            return;
        }
        switch (level) {
            case AMPLE -> log.log(Logger.Level.INFO, "There is room again: {0}", disk.text());
            case LOW -> log.log(Logger.Level.WARNING, "Little room: {0}", disk.text());
            default ->
                log.log(
                        Logger.Level.ERROR,
                        "Too little room: {0}; deployments are refused until there is",
                        disk.text());
        }
    }

    /** As the last look found it. */
    public List<DiskSpace> last() {
        return last;
    }

    /** Looks again where the last look found too little, so that room that was made counts at once. */
    @Override
    public void require() {
        if (exhausted(last).isEmpty()) {
            return;
        }
        List<DiskSpace> without = exhausted(refresh());
        if (!without.isEmpty()) {
            throw DeploymentRefusedException.noSpace(
                    "disk: value " + without.get(0).text()
                            + "; nothing was deployed, and what runs goes on. Remove what is not needed: POST /space/cleanup removes images"
                            + " that no kept version needs");
        }
    }

    private static List<DiskSpace> exhausted(List<DiskSpace> disks) {
        return disks.stream().filter(each -> each.level() == Level.EXHAUSTED).toList();
    }
}
