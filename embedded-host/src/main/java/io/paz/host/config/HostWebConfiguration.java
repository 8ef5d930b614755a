package io.paz.host.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paz.host.agent.HostAgent;
import io.paz.host.docker.DockerImages;
import io.paz.host.docker.DockerSpace;
import io.paz.host.journal.Journal;
import io.paz.host.manager.SubState.ActiveState;
import io.paz.host.stats.UsageHistory;
import io.paz.host.unit.HostFacts;
import io.paz.host.unit.UnitValidator;
import io.paz.host.web.FleetError;
import io.paz.host.web.FleetRoutes;
import io.paz.host.web.ImageRoutes;
import io.paz.host.web.JournalRoutes;
import io.paz.host.web.MachineResource;
import io.paz.host.web.SpaceRoutes;
import io.paz.host.web.StatsRoutes;
import io.paz.host.web.TrailingSlashMark;
import io.paz.host.web.UnitResource;
import io.paz.http.backup.Backup;
import io.paz.http.backup.BackupController;
import io.paz.http.backup.BackupSettings;
import io.paz.http.error.ApiException;
import io.paz.http.error.ErrorBody;
import io.paz.http.error.FailureTranslator;
import io.paz.http.json.StrictJson;
import io.paz.http.status.OpenApiDocument;
import io.paz.store.DiskFullException;
import io.paz.store.KeyValueStore;
import io.paz.store.StoreBackup;
import io.paz.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The host's side towards HTTP. */
@Configuration(proxyBeanMethods = false)
class HostWebConfiguration {
    private static final int WRITERS = 4;
    private static final int WAITING = 10_000;

    @Bean(destroyMethod = "dispose")
    Scheduler blocking() {
        return Schedulers.newBoundedElastic(WRITERS, WAITING, "host-blocking", 30, true);
    }

    @Bean
    UnitResource unitResource(HostAgent agent, UnitValidator validator) {
        return new UnitResource(agent, validator);
    }

    @Bean
    MachineResource machineResource(HostAgent agent, HostSettings settings) {
        return new MachineResource(agent, settings.primaryIp());
    }

    @Bean
    RouterFunction<ServerResponse> fleetRoutes(
            UnitResource units, MachineResource machines, StrictJson json, Scheduler blocking) {
        return new FleetRoutes(units, machines, json, blocking).routes();
    }

    @Bean
    RouterFunction<ServerResponse> journalRoutes(Journal journal, JsonMapper mapper, Scheduler blocking) {
        return new JournalRoutes(journal, mapper, blocking).routes();
    }

    @Bean
    RouterFunction<ServerResponse> statsRoutes(
            UsageHistory history, HostFacts facts, HostSettings settings, StrictJson json) throws IOException {
        return new StatsRoutes(history, ThisMachine.capacities(facts, settings), json).routes();
    }

    @Bean
    RouterFunction<ServerResponse> imageRoutes(DockerImages images, StrictJson json, Scheduler blocking) {
        return new ImageRoutes(images, json, blocking).routes();
    }

    @Bean
    RouterFunction<ServerResponse> spaceRoutes(DockerSpace space, StrictJson json, Scheduler blocking) {
        return new SpaceRoutes(space, json, blocking).routes();
    }

    /** Of the units that are known; the journal is not among it. */
    @Bean
    BackupController backups(KeyValueStore registry, Environment options) {
        return new BackupController(
                (folder, keep) -> taken(registry.backUp(folder, keep), folder), BackupSettings.of(options));
    }

    private static Backup taken(StoreBackup backup, Path folder) {
        return new Backup(backup.number(), backup.time(), backup.bytes(), folder.toString());
    }

    /** Before the filter that takes the slash away. */
    @Bean
    @Order(0)
    TrailingSlashMark trailingSlashMark() {
        return new TrailingSlashMark();
    }

    @Bean
    ErrorBody errorBody() {
        return (failure, request) -> FleetError.of(failure);
    }

    @Bean
    FailureTranslator storeFailures() {
        return failure -> failure instanceof StoreException
                ? new ApiException(
                        failure instanceof DiskFullException
                                ? HttpStatus.INSUFFICIENT_STORAGE
                                : HttpStatus.SERVICE_UNAVAILABLE,
                        "store",
                        String.valueOf(failure.getMessage()),
                        failure)
                : null;
    }

    @Bean
    OpenApiDocument openApiDocument() {
        return OpenApiDocument.beside(FleetRoutes.class);
    }

    @Bean
    MeterBinder unitMetrics(HostAgent agent, HostFacts facts) {
        return registry -> {
            for (ActiveState state : ActiveState.values()) {
                Gauge.builder("paz.host.units", () -> count(agent, state))
                        .description("Units on this machine, by systemd's active state")
                        .tag("state", state.text())
                        .tag("machine", facts.machineId())
                        .register(registry);
            }
        };
    }

    private static long count(HostAgent agent, ActiveState state) {
        return agent.statuses().stream()
                .filter(status -> status.state().active() == state)
                .count();
    }
}
