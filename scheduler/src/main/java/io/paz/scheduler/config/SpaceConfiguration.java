package io.paz.scheduler.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paz.engine.control.Engine;
import io.paz.engine.control.HostSpace.FileSystem;
import io.paz.scheduler.persistence.StoredDeployments;
import io.paz.scheduler.space.CleanupSchedule;
import io.paz.scheduler.space.DiskSpace;
import io.paz.scheduler.space.SpaceCleaner;
import io.paz.scheduler.space.SpaceLimits;
import io.paz.scheduler.space.SpaceLimits.Level;
import io.paz.scheduler.space.SpaceWatch;
import io.paz.task.PeriodicTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the watch of free space, and cleanups, with the engine and the file system. */
@Configuration(proxyBeanMethods = false)
class SpaceConfiguration {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration CLEANUP_CHECK_INTERVAL = Duration.ofMinutes(1);

    /** The store comes first: it makes the folder. */
    @Bean
    SpaceWatch spaceWatch(Engine engine, SchedulerProperties properties, StoredDeployments store) {
        Path data = properties.data().toAbsolutePath();
        return new SpaceWatch(
                engine.space(),
                () -> List.of(fileSystem(data)),
                new SpaceLimits(properties.spaceWarning(), properties.spaceMinimum()));
    }

    private static FileSystem fileSystem(Path data) {
        try {
            FileStore store = Files.getFileStore(data);
            return new FileSystem(
                    data.toString(), "the scheduler's data", store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    SpaceCleaner spaceCleaner(
            StoredDeployments repository, Engine engine, SchedulerProperties properties, Clock clock) {
        return new SpaceCleaner(repository, engine.space(), properties.keepImages(), clock);
    }

    @Bean(destroyMethod = "close")
    PeriodicTask spaceCheck(SpaceWatch watch) {
        return PeriodicTask.start("check of free space", INTERVAL, watch::refresh);
    }

    @Bean(destroyMethod = "close")
    PeriodicTask spaceCleanup(SpaceCleaner cleaner, StoredDeployments repository) {
        CleanupSchedule schedule = new CleanupSchedule(repository::revision, System::nanoTime);
        return PeriodicTask.start("removal of unneeded images", CLEANUP_CHECK_INTERVAL, CLEANUP_CHECK_INTERVAL, () -> {
            if (schedule.isDue()) {
                cleaner.cleanUp();
            }
        });
    }

    @Bean
    MeterBinder spaceMetrics(SpaceWatch watch) {
        return registry -> {
            gauge(
                    registry,
                    watch,
                    "available",
                    "Least room on a file system of Paz and Docker, in bytes",
                    each -> each.fileSystem().available());
            gauge(
                    registry,
                    watch,
                    "warning",
                    "Room below which a warning is given, of that with the least, in bytes",
                    each -> each.limits().warning(each.fileSystem().total()));
            Gauge.builder(
                            "paz.space.deployable",
                            () -> watch.last().stream().anyMatch(each -> each.level() == Level.EXHAUSTED) ? 0 : 1)
                    .description("Whether there is room enough to deploy")
                    .register(registry);
        };
    }

    private static void gauge(
            MeterRegistry registry, SpaceWatch watch, String name, String text, ToDoubleFunction<DiskSpace> value) {
        Gauge.builder(
                        "paz.space." + name,
                        () -> watch.last().stream().mapToDouble(value).min().orElse(Double.NaN))
                .baseUnit("bytes")
                .description(text)
                .register(registry);
    }
}
