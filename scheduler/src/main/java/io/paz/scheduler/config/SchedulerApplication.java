package io.paz.scheduler.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paz.client.DirectoryClient;
import io.paz.client.StatisticsClient;
import io.paz.confd.resource.ConfFiles;
import io.paz.confd.resource.Renderer;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.Engine;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.etcd.EtcdAccess;
import io.paz.etcd.EtcdConnection;
import io.paz.http.access.AccessSettings;
import io.paz.http.access.Credential;
import io.paz.http.access.ServiceCredential;
import io.paz.http.access.TokenReloadController;
import io.paz.http.backup.Backup;
import io.paz.http.backup.BackupController;
import io.paz.http.backup.BackupSettings;
import io.paz.http.option.SecretOptions;
import io.paz.http.secret.SecretsController;
import io.paz.http.status.OpenApiDocument;
import io.paz.http.status.ReadinessCheck;
import io.paz.scheduler.balancer.HaproxyBalancers;
import io.paz.scheduler.balancer.RecentHosts;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.drift.DriftDetector;
import io.paz.scheduler.etcd.EtcdAnnouncements;
import io.paz.scheduler.etcd.EtcdRoutes;
import io.paz.scheduler.execution.ExpectedRoutes;
import io.paz.scheduler.image.ImageResolver;
import io.paz.scheduler.image.PinPolicy;
import io.paz.scheduler.persistence.StoredDeployments;
import io.paz.scheduler.preview.PreviewService;
import io.paz.scheduler.registry.RemoteRegistries;
import io.paz.scheduler.retention.RetentionPolicy;
import io.paz.scheduler.routing.HostAddresses;
import io.paz.scheduler.routing.RoutePublisher;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.routing.UnknownRoutes;
import io.paz.scheduler.service.DeploymentService;
import io.paz.scheduler.service.HookService;
import io.paz.scheduler.service.OperationService;
import io.paz.scheduler.serving.ServingWatch;
import io.paz.scheduler.space.SpaceWatch;
import io.paz.scheduler.status.ServiceStatuses;
import io.paz.scheduler.time.Timeouts;
import io.paz.scheduler.web.HookSecrets;
import io.paz.scheduler.web.WebConfiguration;
import io.paz.secret.SecretCipher;
import io.paz.store.StoreBackup;
import io.paz.task.PeriodicTask;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The scheduler as a Spring application. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(SchedulerProperties.class)
@Import({
    EngineConfiguration.class,
    WebConfiguration.class,
    ServingConfiguration.class,
    SpaceConfiguration.class,
    TokenReloadController.class
})
public class SchedulerApplication {

    /** All that TCP services may have; which of them the operator gave, the directory has checked. */
    private static final Map<String, String> PREVIEW_ENVIRONMENT = Map.of("PAZ_HAPROXY_TCP_PORTS", "1024-32767");

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecretCipher secretCipher(Environment options) {
        return SecretOptions.cipher(options);
    }

    @Bean
    StoredDeployments storedDeployments(SchedulerProperties properties, SecretCipher cipher, Clock clock) {
        return StoredDeployments.open(properties.data(), cipher, clock);
    }

    @Bean
    EtcdConnection etcd(SchedulerProperties properties) {
        return EtcdConnection.open(EtcdAccess.parse(properties.etcdEndpoint(), properties.etcdCertificates()));
    }

    @Bean
    EtcdAnnouncements announcements(EtcdConnection etcd) {
        return new EtcdAnnouncements(etcd);
    }

    @Bean
    EtcdRoutes routes(EtcdConnection etcd) {
        return new EtcdRoutes(etcd.keys());
    }

    /** What Paz keeps in etcd: what is announced, and how it is routed. */
    record EtcdKeys(EtcdAnnouncements announcements, Routes routes) {}

    @Bean
    EtcdKeys etcdKeys(EtcdAnnouncements announcements, Routes routes) {
        return new EtcdKeys(announcements, routes);
    }

    @Bean
    HaproxyBalancers balancers(ClusterEngine engine, SchedulerProperties properties) {
        return new HaproxyBalancers(
                new RecentHosts(engine::hosts, System::nanoTime),
                properties.balancerUrls(),
                StatisticsClient.of(properties.balancerPasswordFile()));
    }

    @Bean
    RemoteDirectory directory(SchedulerProperties properties, AccessSettings access) {
        return new RemoteDirectory(
                new DirectoryClient(properties.svcdirUrl(), access.credentialOf("scheduler")).withEncryptedSecrets());
    }

    @Bean
    HookSecrets hookSecrets(AccessSettings access, StoredDeployments repository) {
        return new HookSecrets(access.token(), repository.platform().hookAddressesSince());
    }

    @Bean
    ImageResolver images(SchedulerProperties properties, Engine engine) {
        RemoteRegistries.Settings settings =
                new RemoteRegistries.Settings(properties.insecureRegistries(), Optional.of(credentials(properties)));
        return new ImageResolver(
                new RemoteRegistries(settings),
                engine.images(),
                PinPolicy.valueOf(properties.pinImages().toUpperCase(Locale.ROOT)));
    }

    /** Docker's own file of whoever runs the scheduler, where no other one is given. */
    private static Path credentials(SchedulerProperties properties) {
        if (!properties.registryCredentials().isEmpty()) {
            return Path.of(properties.registryCredentials());
        }
        String folder = System.getenv("DOCKER_CONFIG");
        String home = System.getenv("HOME");
        return folder == null
                ? Path.of(home == null ? System.getProperty("user.home") : home, ".docker", "config.json")
                : Path.of(folder, "config.json");
    }

    /** A thread for each service that has work, for as long as it has. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService deploymentWorkers() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("deploy-");
        threads.setDaemon(true);
        return Executors.newCachedThreadPool(threads);
    }

    @Bean
    SchedulerCore core(Ports ports, SchedulerProperties properties, Clock clock, ExecutorService deploymentWorkers) {
        Timeouts timeouts =
                Timeouts.of(Duration.ofSeconds(properties.deadline()), Duration.ofSeconds(properties.drain()));
        return new SchedulerCore(ports, timeouts, clock, System::nanoTime, deploymentWorkers);
    }

    @Bean
    DeploymentService deployments(SchedulerCore core) {
        DeploymentService deployments = core.deployments();
        deployments.resume();
        return deployments;
    }

    @Bean
    OperationService operations(SchedulerCore core) {
        return core.operations();
    }

    @Bean
    HookService hooks(
            StoredDeployments repository, DeploymentService deployments, RemoteDirectory directory, Clock clock) {
        return new HookService(repository.hooks(), deployments, directory, clock);
    }

    @Bean
    DriftDetector drift(SchedulerCore core) {
        return core.drift();
    }

    @Bean
    PreviewService previews(SchedulerCore core) {
        return core.previews();
    }

    @Bean
    ServiceStatuses statuses(SchedulerCore core) {
        return core.statuses();
    }

    /** What is looked at again and again: which instances serve, and how much room there is. */
    record Watches(ServingWatch serving, SpaceWatch space) {}

    @Bean
    Watches watches(ServingWatch serving, SpaceWatch space) {
        return new Watches(serving, space);
    }

    @Bean
    Ports ports(
            StoredDeployments repository,
            ClusterEngine engine,
            EtcdKeys etcd,
            HaproxyBalancers balancers,
            InstanceDiagnostics diagnostics,
            RemoteDirectory directory,
            ImageResolver images,
            Watches watches) {
        return new Ports(
                repository,
                repository.operations(),
                engine,
                etcd.announcements(),
                etcd.routes(),
                keys -> new Renderer(ConfFiles.builtIn(), PREVIEW_ENVIRONMENT).render(keys),
                balancers,
                diagnostics,
                directory,
                images,
                watches.serving(),
                watches.space());
    }

    @Bean(destroyMethod = "close")
    PeriodicTask retention(StoredDeployments repository, SchedulerProperties properties) {
        RetentionPolicy policy = new RetentionPolicy(
                properties.keepDeployments(), Duration.ofDays(properties.keepDays()), properties.keepJournalLines());
        return PeriodicTask.start(
                "deletion of what is over", Duration.ofMinutes(1), Duration.ofHours(1), () -> repository.prune(policy));
    }

    @Bean
    RoutePublisher routePublisher(StoredDeployments repository, EtcdRoutes routes, ClusterEngine engine, Clock clock) {
        ExpectedRoutes journal = new ExpectedRoutes(repository);
        UnknownRoutes unknown = new UnknownRoutes(routes, journal::isKnown, engine, clock);
        return new RoutePublisher(journal::published, journal::isOver, routes, unknown, clock);
    }

    @Bean
    MeterBinder routeMetrics(RoutePublisher publisher) {
        return registry -> FunctionCounter.builder("paz.routing.keys.restored", publisher, RoutePublisher::restored)
                .description("Keys of routes that were lost or changed and put right since the start")
                .register(registry);
    }

    @Bean
    Housekeeping housekeeping(
            DriftDetector drift,
            ClusterEngine engine,
            EtcdRoutes routes,
            EtcdAnnouncements announcements,
            RoutePublisher publisher,
            ServingWatch serving,
            ServingMetrics metrics,
            SchedulerProperties properties) {
        return new Housekeeping(
                new HostAddresses(engine, routes, announcements, System::nanoTime),
                publisher,
                new ServingCheck(engine, serving, metrics),
                drift,
                Duration.ofSeconds(properties.driftCheckInterval()));
    }

    @Bean
    DriftMetrics driftMetrics(DriftDetector drift) {
        return new DriftMetrics(drift);
    }

    @Bean
    BackupController backups(StoredDeployments repository, Environment options) {
        return new BackupController(
                (folder, keep) -> taken(repository.backUp(folder, keep), folder), BackupSettings.of(options));
    }

    @Bean
    SecretsController secrets(StoredDeployments repository, SecretCipher cipher) {
        return new SecretsController(cipher, repository::reencrypt);
    }

    private static Backup taken(StoreBackup backup, Path folder) {
        return new Backup(backup.number(), backup.time(), backup.bytes(), folder.toString());
    }

    @Bean
    ReadinessCheck storeReadiness(StoredDeployments repository) {
        return new StoreReadiness(repository);
    }

    @Bean
    Credential servicesThatCall(AccessSettings access) {
        return ServiceCredential.accepting(access, "orchestrator");
    }

    @Bean
    OpenApiDocument openApi() {
        return OpenApiDocument.beside(SchedulerApplication.class);
    }
}
