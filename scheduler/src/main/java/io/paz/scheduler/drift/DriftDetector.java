package io.paz.scheduler.drift;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.drift.Finding.Remedy;
import io.paz.scheduler.queue.JobHandler;
import io.paz.scheduler.queue.JobRegistry;
import io.paz.scheduler.queue.ProgressListener;
import io.paz.scheduler.queue.ServiceWorkers;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Detects differences between what should run and what runs, and triggers safe repairs. Safe for several threads; a look
 * blocks for as long as the engine takes to report what it holds.
 */
public final class DriftDetector {

    private static final System.Logger log = System.getLogger(DriftDetector.class.getName());

    private final DriftFactCollector facts;
    private final RepairHistory history;
    private final ServiceWorkers workers;
    private final Clock clock;
    private final JobRegistry<RepairJob> line;
    private final Set<String> underMending = ConcurrentHashMap.newKeySet();
    private final AtomicLong repaired = new AtomicLong();
    private final Object looking = new Object();
    private volatile DriftReport report = DriftReport.NOT_YET;

    public DriftDetector(
            DriftFactCollector facts,
            RepairHistory history,
            DriftRepairer repairer,
            ServiceWorkers workers,
            Clock clock) {
        this.facts = facts;
        this.history = history;
        this.workers = workers;
        this.clock = clock;
        this.line = new JobRegistry<>(new RepairJobHandler(repairer));
    }

    /** What is known now; does not block. */
    public DriftReport report() {
        return report;
    }

    /** How often something was repaired since the start. */
    public long repaired() {
        return repaired.get();
    }

    /** Says that nobody will look. */
    public void turnOff() {
        change(last -> DriftReport.OFF);
    }

    /** Looks once. A part that is down is a state of the report. The future completes when what can be repaired now is. */
    public CompletableFuture<Void> check() {
        synchronized (looking) {
            return checkAlone();
        }
    }

    private CompletableFuture<Void> checkAlone() {
        DriftReport before = report;
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        try {
            DriftFacts read = facts.read(service -> !underMending.contains(service));
            List<DriftReport.Entry> found = history.judge(DriftCheck.of(read));
            String routes = read.announced() == null ? "etcd cannot be read: routes were not compared" : null;
            change(last -> last.next(found, this::isUnderMending, routes, clock.instant()));
            done = repair(found);
        } catch (EngineUnavailableException | EngineRefusedException | RepositoryUnavailableException e) {
            change(last -> last.unknown(String.valueOf(e.getMessage()), clock.instant()));
        }
        logChanges(before, report);
        return done;
    }

    private synchronized void change(UnaryOperator<DriftReport> change) {
        report = change.apply(report);
    }

    private boolean isUnderMending(DriftReport.Entry entry) {
        return underMending.contains(entry.finding().release().service());
    }

    private CompletableFuture<Void> repair(List<DriftReport.Entry> found) {
        return CompletableFuture.allOf(found.stream()
                .filter(entry -> entry.finding().isRepaired())
                // One instance moves at a time, and not while anything else is put right.
                .filter(entry -> entry.finding().remedy() != Remedy.MOVE || underMending.isEmpty())
                .map(entry -> entry.finding().release().service())
                .distinct()
                .map(this::repair)
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> repair(String service) {
        underMending.add(service);
        try {
            return workers.accept(line, service, Optional::empty, () -> new RepairJob(service))
                    .ended()
                    .whenComplete((end, failure) -> underMending.remove(service));
        } catch (DeploymentRefusedException leaving) {
            underMending.remove(service);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void logChanges(DriftReport before, DriftReport now) {
        if (now.problem() == null && before.problem() != null) {
            log.log(Level.INFO, "drift detection available again");
        } else if (now.problem() != null && before.state() != now.state()) {
            log.log(Level.WARNING, "drift detection unavailable: {0}; retrying", now.problem());
        }
        Map<Finding.Place, Finding> then = places(before);
        Map<Finding.Place, Finding> today = places(now);
        today.forEach((place, finding) -> {
            if (!then.containsKey(place)) {
                log.log(
                        Level.WARNING,
                        "drift: {0}: {1} (expected: {2}); {3}",
                        finding.part(),
                        finding.actual(),
                        finding.expected(),
                        finding.advice());
            }
        });
        then.keySet().stream()
                .filter(place -> !today.containsKey(place))
                .forEach(place -> log.log(Level.INFO, "drift: {0} resolved", place.part()));
    }

    private static Map<Finding.Place, Finding> places(DriftReport of) {
        return of.entries().stream()
                .map(DriftReport.Entry::finding)
                .collect(Collectors.toMap(Finding::place, finding -> finding, (a, b) -> a));
    }

    /** The wish to repair a service. */
    private record RepairJob(String service) {}

    /** Repairs in the queue of a service, after whatever runs there. */
    private final class RepairJobHandler implements JobHandler<RepairJob>, RepairListener {

        private final DriftRepairer repairer;

        RepairJobHandler(DriftRepairer repairer) {
            this.repairer = repairer;
        }

        @Override
        public Object id(RepairJob work) {
            return work;
        }

        @Override
        public String name(RepairJob work) {
            return "repair";
        }

        @Override
        public String supersessionKey(RepairJob work) {
            return "repair";
        }

        @Override
        public RepairJob run(RepairJob accepted, ProgressListener<RepairJob> progress) {
            try {
                repairer.repair(accepted.service(), this);
            } catch (EngineUnavailableException | EngineRefusedException e) {
                log.log(
                        Level.DEBUG,
                        "drift repair of {0} postponed to the next check: {1}",
                        accepted.service(),
                        e.getMessage());
            }
            return accepted;
        }

        @Override
        public RepairJob supersede(RepairJob accepted, String why) {
            return accepted;
        }

        @Override
        public void begun(Finding finding) {
            repaired.incrementAndGet();
            change(last -> last.repaired(finding.place(), clock.instant()));
        }

        @Override
        public void failed(Finding finding, String why) {
            log.log(Level.WARNING, "drift: repair of {0} failed: {1}; retrying at the next check", finding.part(), why);
            change(last -> last.hindered(finding.place(), why));
        }
    }
}
