package io.paz.host.config;

import io.paz.announcer.AnnouncerSettings;
import io.paz.host.agent.HostAgent;
import io.paz.host.announce.EmbeddedAnnouncer;
import io.paz.host.docker.DockerContainerNames;
import io.paz.host.docker.DockerContainers;
import io.paz.host.docker.DockerImages;
import io.paz.host.docker.DockerSpace;
import io.paz.host.docker.SecretValues;
import io.paz.host.journal.Journal;
import io.paz.host.manager.ServiceManager;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.container.ContainerHomes;
import io.paz.host.manager.process.Account;
import io.paz.host.manager.process.EventLoop;
import io.paz.host.manager.process.HostProcesses;
import io.paz.host.manager.process.JournalOutput;
import io.paz.host.manager.sidekick.SidekickHomes;
import io.paz.host.registry.UnitRegistry;
import io.paz.host.stats.UsageHistory;
import io.paz.host.stats.UsageSampler;
import io.paz.host.stats.kernel.KernelUsageReader;
import io.paz.host.unit.HostFacts;
import io.paz.host.unit.ServiceDefinitionReader;
import io.paz.host.unit.UnitValidator;
import io.paz.http.option.SecretOptions;
import io.paz.store.KeyValueStore;
import io.paz.task.PeriodicTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Units, what runs them, and what remembers them. */
@Configuration(proxyBeanMethods = false)
class HostConfiguration {
    private static final Duration CLEANUP_INTERVAL = Duration.ofHours(1);
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);

    @Bean
    HostSettings hostSettings(Environment options) {
        return HostSettings.of(options);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Account account() throws IOException {
        return ThisMachine.account();
    }

    @Bean
    HostFacts hostFacts(HostSettings settings, Account account) throws IOException {
        return ThisMachine.facts(settings, account);
    }

    @Bean
    ServiceDefinitionReader serviceDefinitionReader(HostFacts facts) {
        return new ServiceDefinitionReader(facts);
    }

    @Bean
    UnitValidator unitValidator(ServiceDefinitionReader reader) {
        return new UnitValidator(reader);
    }

    @Bean
    KeyValueStore keyValueStore(HostSettings settings) {
        return KeyValueStore.open(settings.data().resolve("registry"), UnitRegistry.TABLES);
    }

    @Bean
    UnitRegistry unitRegistry(KeyValueStore store, HostSettings settings) {
        return new UnitRegistry(store, settings.metadata());
    }

    @Bean
    EventLoop eventLoop() {
        return new EventLoop();
    }

    @Bean
    Journal journal(HostSettings settings, Clock clock) {
        return new Journal(settings.data().resolve("journal"), settings.journal(), clock);
    }

    /** The agent comes first: what it knows is not dropped. */
    @Bean
    PeriodicTask cleanup(Journal journal, HostProcesses processes, HostAgent agent) {
        return PeriodicTask.start("host cleanup", CLEANUP_INTERVAL, () -> {
            journal.prune(agent.existing());
            processes.removeLeftovers();
        });
    }

    @Bean
    UnitLog unitLog(Journal journal) {
        return (unit, level, message) -> journal.record(unit, level.priority(), message);
    }

    /** The store comes first: its lock keeps a second host away from the processes of this one. */
    @Bean
    HostProcesses hostProcesses(
            KeyValueStore lock,
            HostSettings settings,
            HostFacts facts,
            Account account,
            EventLoop loop,
            Journal journal,
            UnitLog log)
            throws IOException {
        return new HostProcesses(
                settings.units(),
                facts.bootId(),
                settings.unitEnvironment(),
                account,
                loop,
                new JournalOutput(journal),
                log);
    }

    @Bean
    DockerContainers dockerContainers(Environment options) {
        return new DockerContainers(new SecretValues(SecretOptions.variablesKeyFile(options)));
    }

    /** A host that no platform was given an id is known by its folder. */
    @Bean
    ContainerHomes containerHomes(
            HostProcesses processes, DockerContainers engine, HostSettings settings, EventLoop loop, Clock clock) {
        return new ContainerHomes(processes, engine, owner(settings), loop, clock);
    }

    private static String owner(HostSettings settings) {
        String platform = settings.unitEnvironment().hostFile().get("PAZ_PLATFORM");
        return platform == null ? settings.units().toString() : platform;
    }

    /** The store comes first: it makes the folder. */
    @Bean
    DockerSpace dockerSpace(KeyValueStore store, HostSettings settings, Clock clock) {
        return new DockerSpace(owner(settings), settings.data(), clock);
    }

    @Bean
    ServiceManager serviceManager(
            ServiceDefinitionReader reader, SidekickHomes homes, UnitLog log, EventLoop loop, Clock clock) {
        return new ServiceManager(reader, homes, log, loop, clock);
    }

    @Bean
    HostAgent hostAgent(HostFacts facts, UnitRegistry registry, ServiceManager manager, EventLoop loop) {
        HostAgent agent = new HostAgent(facts.machineId(), registry, manager, loop, loop);
        restore(manager, loop);
        agent.reconcileSoon();
        return agent;
    }

    /** A host that cannot tell what it runs must not begin: it would start everything a second time. */
    private static void restore(ServiceManager manager, EventLoop loop) {
        try {
            CompletableFuture.runAsync(manager::restore, loop).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The store comes first: its lock keeps a second host away from the socket of this one. */
    @Bean
    EmbeddedAnnouncer announcer(KeyValueStore lock, HostSettings settings) {
        return EmbeddedAnnouncer.start(
                new AnnouncerSettings(settings.primaryIp(), settings.platform(), settings.announcerSocket()),
                settings.etcd());
    }

    @Bean
    SidekickHomes sidekickHomes(
            ContainerHomes containers, HostProcesses processes, EmbeddedAnnouncer announcer, EventLoop loop) {
        return new SidekickHomes(containers, processes, announcer, loop);
    }

    @Bean
    DockerContainerNames dockerContainerNames(HostSettings settings) {
        return new DockerContainerNames(settings.unitEnvironment().hostFile().get("PAZ_PLATFORM"));
    }

    @Bean
    DockerImages dockerImages(HostSettings settings) {
        return DockerImages.of(settings.unitEnvironment().hostFile().get("PAZ_PLATFORM"), settings.data());
    }

    /** The store comes first: it makes the folder whose room is shown. */
    @Bean
    UsageHistory usageHistory(KeyValueStore store, HostSettings settings, DockerContainerNames names, Clock clock) {
        KernelUsageReader reader = new KernelUsageReader(Path.of("/proc"), Path.of("/sys/fs/cgroup"), settings.data());
        return new UsageHistory(reader, names, clock);
    }

    @Bean
    UsageSampler usageSampler(UsageHistory history) {
        return new UsageSampler(history, SAMPLE_INTERVAL);
    }
}
