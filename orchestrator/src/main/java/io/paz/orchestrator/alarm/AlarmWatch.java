package io.paz.orchestrator.alarm;

import io.paz.alarm.Alarms;
import io.paz.alarm.Look;
import io.paz.api.scheduler.DriftDocument;
import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.SpaceDocument.FileSystem;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.cluster.SourceStatus;
import io.paz.orchestrator.repeat.Repetition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Looks at the platform, and takes what it finds to the alarms. For several threads. */
public final class AlarmWatch implements AutoCloseable {

    private static final Look NOTHING = Look.of(List.of(), List.of());

    private final Alarms alarms;
    private final Sources sources;
    private final HostMemory hosts;
    private final Clock clock;
    private @Nullable Disposable repetition;

    /**
     * What is looked at.
     *
     * @param engine name of the source that hosts are read from
     */
    public record Sources(
            Supplier<ClusterSnapshot> cluster,
            String engine,
            Supplier<Mono<List<ServiceState>>> services,
            Supplier<Mono<DriftDocument>> drift,
            Supplier<Mono<List<FileSystem>>> fileSystems,
            Supplier<List<ManagedCertificate>> certificates) {}

    public AlarmWatch(Alarms alarms, Sources sources, Clock clock) {
        this.alarms = alarms;
        this.sources = sources;
        this.hosts = new HostMemory(alarms.active());
        this.clock = clock;
    }

    /** Looks again and again, until it is closed. */
    public AlarmWatch start(Duration interval) {
        repetition = Repetition.start("alarms", interval, this::look);
        return this;
    }

    /** One look, which writes what it changes to the disk. */
    public Mono<Void> look() {
        return Mono.zip(
                        answered(sources.services().get(), ServiceConditions::of),
                        answered(sources.drift().get(), DriftConditions::of),
                        answered(sources.fileSystems().get(), SpaceConditions::of))
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(remote -> take(remote.getT1().and(remote.getT2()).and(remote.getT3())))
                .then();
    }

    private synchronized void take(Look remote) {
        ClusterSnapshot cluster = sources.cluster().get();
        alarms.take(remote.and(PlatformConditions.of(cluster.sources().values()))
                .and(hosts(cluster))
                .and(CertificateConditions.of(sources.certificates().get(), clock.instant())));
    }

    private Look hosts(ClusterSnapshot cluster) {
        SourceStatus engine = cluster.sources().get(sources.engine());
        return engine == null || !engine.up()
                ? NOTHING
                : hosts.look(cluster.hosts().keySet(), clock.instant());
    }

    /** Whoever does not answer has nothing wrong, and nothing right; that it does not is an alarm of its own. */
    private static <T> Mono<Look> answered(Mono<T> answer, Function<T, Look> conditions) {
        return answer.map(conditions)
                .onErrorReturn(RemoteUnavailableException.class, NOTHING)
                .onErrorReturn(RemoteRefusedException.class, NOTHING)
                .defaultIfEmpty(NOTHING);
    }

    @Override
    public void close() {
        if (repetition != null) {
            repetition.dispose();
        }
    }
}
