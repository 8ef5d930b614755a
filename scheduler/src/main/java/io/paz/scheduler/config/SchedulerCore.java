package io.paz.scheduler.config;

import io.paz.scheduler.admission.Admission;
import io.paz.scheduler.canary.CanaryRunner;
import io.paz.scheduler.drift.DriftDetector;
import io.paz.scheduler.drift.DriftFactCollector;
import io.paz.scheduler.drift.DriftRepairer;
import io.paz.scheduler.drift.RepairHistory;
import io.paz.scheduler.execution.DeploymentExecutor;
import io.paz.scheduler.execution.Interventions;
import io.paz.scheduler.execution.OperationExecutor;
import io.paz.scheduler.execution.Retirement;
import io.paz.scheduler.execution.ServiceRemoval;
import io.paz.scheduler.execution.TaskAttempts;
import io.paz.scheduler.execution.TaskRunner;
import io.paz.scheduler.execution.TrafficRecorder;
import io.paz.scheduler.health.BalancerGate;
import io.paz.scheduler.health.HealthGate;
import io.paz.scheduler.preview.PreviewService;
import io.paz.scheduler.queue.ServiceWorkers;
import io.paz.scheduler.service.DeploymentService;
import io.paz.scheduler.service.OperationService;
import io.paz.scheduler.status.ServiceStatuses;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import io.paz.secret.SecretVariable;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Connects the scheduler's domain services with each other and with their ports. */
public final class SchedulerCore implements AutoCloseable {

    private final Pause pause = new Pause();
    private final DeploymentService deployments;
    private final OperationService operations;
    private final DriftDetector drift;
    private final PreviewService previews;
    private final ServiceStatuses statuses;

    /**
     * @param nanos monotonic clock
     * @param executor gives every service that has work a thread of its own for as long as that takes
     */
    public SchedulerCore(Ports ports, Timeouts timeouts, Clock clock, LongSupplier nanos, Executor executor) {
        BalancerGate balancers = new BalancerGate(ports.balancers(), timeouts, pause);
        Retirement retirement = new Retirement(
                ports.engine(), ports.announcements(), ports.routes(), ports.repository(), balancers, timeouts, pause);
        TaskAttempts attempts = attempts(ports, balancers, retirement, timeouts);
        ServiceWorkers workers = new ServiceWorkers(
                ports.repository(), removal(ports, retirement, timeouts)::run, timeouts, pause, executor);
        Admission admission = new Admission(ports.repository(), ports.directory(), ports.engine(), ports.routes());
        Interventions interventions = new Interventions(ports.repository());
        DeploymentExecutor deploymentExecutor = new DeploymentExecutor(
                ports.repository(),
                attempts,
                new CanaryRunner(ports.routes(), ports.balancers(), balancers, timeouts, pause, clock, nanos),
                interventions,
                new TrafficRecorder(ports.balancers()),
                timeouts,
                clock);
        this.operations = operations(ports, workers, attempts, timeouts, clock);
        this.deployments = new DeploymentService(
                ports.repository(),
                ports.engine(),
                ports.images(),
                workers,
                deploymentExecutor,
                operations,
                interventions,
                admission,
                ports.room(),
                clock);
        this.drift = drift(ports, workers, retirement, attempts, timeouts, clock);
        this.previews = new PreviewService(
                ports.repository(),
                ports.engine(),
                ports.routes(),
                ports.proxyFiles(),
                ports.images(),
                admission,
                SecretVariable::shown);
        this.statuses = new ServiceStatuses(ports.repository(), ports.operations());
    }

    private TaskAttempts attempts(Ports ports, BalancerGate balancers, Retirement retirement, Timeouts timeouts) {
        HealthGate health = new HealthGate(ports.engine(), ports.announcements(), ports.diagnostics(), timeouts);
        TaskRunner tasks = new TaskRunner(ports.engine(), ports.routes(), health, balancers, retirement);
        return new TaskAttempts(tasks, timeouts, pause);
    }

    private ServiceRemoval removal(Ports ports, Retirement retirement, Timeouts timeouts) {
        return new ServiceRemoval(
                ports.engine(),
                ports.routes(),
                ports.repository(),
                ports.directory(),
                ports.images(),
                retirement,
                timeouts,
                pause);
    }

    private OperationService operations(
            Ports ports, ServiceWorkers workers, TaskAttempts attempts, Timeouts timeouts, Clock clock) {
        OperationExecutor executor = new OperationExecutor(
                ports.repository(),
                ports.operations(),
                ports.engine(),
                ports.directory(),
                attempts,
                timeouts,
                pause,
                clock);
        return new OperationService(
                ports.repository(), ports.operations(), ports.engine(), ports.directory(), workers, executor, clock);
    }

    private DriftDetector drift(
            Ports ports,
            ServiceWorkers workers,
            Retirement retirement,
            TaskAttempts attempts,
            Timeouts timeouts,
            Clock clock) {
        RepairHistory history = new RepairHistory(ports.repository(), clock);
        DriftFactCollector facts = new DriftFactCollector(
                ports.repository(), ports.operations(), ports.engine(), ports.announcements(), ports.serving(), clock);
        DriftRepairer repairer = new DriftRepairer(
                ports.engine(),
                ports.routes(),
                ports.repository(),
                facts,
                history,
                retirement,
                attempts,
                timeouts,
                pause,
                clock);
        return new DriftDetector(facts, history, repairer, workers, clock);
    }

    public DeploymentService deployments() {
        return deployments;
    }

    public OperationService operations() {
        return operations;
    }

    public DriftDetector drift() {
        return drift;
    }

    public PreviewService previews() {
        return previews;
    }

    public ServiceStatuses statuses() {
        return statuses;
    }

    /** Ends all waiting at once; what is unfinished resumes at the next start. */
    @Override
    public void close() {
        pause.stop();
    }
}
