package io.paz.orchestrator.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.paz.alarm.Alarms;
import io.paz.alarm.Severity;
import io.paz.alarm.delivery.Deliveries;
import io.paz.alarm.delivery.channel.ChannelSender;
import io.paz.client.SchedulerClient;
import io.paz.engine.view.ClusterView;
import io.paz.http.access.AccessSettings;
import io.paz.orchestrator.alarm.AlarmWatch;
import io.paz.orchestrator.alarm.Rules;
import io.paz.orchestrator.alarm.web.AlarmController;
import io.paz.orchestrator.alarm.web.AlarmTargetController;
import io.paz.orchestrator.document.AlarmDocument;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.persistence.StoredAlarmTargets;
import io.paz.orchestrator.persistence.StoredAlarms;
import io.paz.orchestrator.persistence.StoredCertificates;
import io.paz.secret.SecretCipher;
import io.paz.store.KeyValueStore;
import io.paz.task.PeriodicTask;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Alarms and who hears of them; an orchestrator without a data folder has none. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${paz.data:}'.isEmpty()")
class AlarmConfiguration {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(10);
    private static final Duration DELIVERY_INTERVAL = Duration.ofSeconds(5);

    @Bean
    StoredAlarms storedAlarms(KeyValueStore store) {
        return new StoredAlarms(store);
    }

    @Bean
    StoredAlarmTargets alarmTargets(KeyValueStore store, SecretCipher cipher) {
        return new StoredAlarmTargets(store, cipher);
    }

    @Bean
    Deliveries alarmDeliveries(
            StoredAlarmTargets targets, StoredAlarms stored, AcmeProperties properties, Clock clock) {
        String name = properties.domain().isEmpty() ? hostName() : properties.domain();
        return new Deliveries(targets, stored, new ChannelSender(clock), name, clock);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Bean
    Alarms alarms(
            StoredAlarms stored, Deliveries deliveries, LiveCluster cluster, MeterRegistry registry, Clock clock) {
        Alarms alarms = new Alarms(
                Rules.ALL, stored, deliveries::of, event -> cluster.announce(AlarmDocument.event(event)), clock);
        Stream.of(Severity.values()).forEach(severity -> Gauge.builder("paz.alarms", () -> count(alarms, severity))
                .description("Alarms that go on")
                .tag("severity", severity.text())
                .register(registry));
        return alarms;
    }

    private static long count(Alarms alarms, Severity severity) {
        return alarms.active().stream()
                .filter(alarm -> alarm.severity() == severity)
                .count();
    }

    @Bean
    AlarmWatch alarmWatch(
            Alarms alarms,
            LiveCluster cluster,
            ClusterView engine,
            StoredCertificates certificates,
            OrchestratorProperties properties,
            AccessSettings access,
            Clock clock) {
        SchedulerClient scheduler = new SchedulerClient(properties.schedulerUrl(), access.credentialOf("orchestrator"));
        AlarmWatch.Sources sources = new AlarmWatch.Sources(
                cluster::snapshot,
                engine.name(),
                scheduler::services,
                scheduler::drift,
                scheduler::fileSystems,
                certificates::list);
        return new AlarmWatch(alarms, sources, clock).start(LOOK_INTERVAL);
    }

    @Bean
    PeriodicTask alarmDeliveryRounds(Deliveries deliveries) {
        return PeriodicTask.start("alarm deliveries", DELIVERY_INTERVAL, DELIVERY_INTERVAL, deliveries::deliver);
    }

    @Bean
    AlarmController alarmController(Alarms alarms) {
        return new AlarmController(alarms);
    }

    @Bean
    AlarmTargetController alarmTargetController(StoredAlarmTargets targets, Deliveries deliveries, Clock clock) {
        return new AlarmTargetController(targets, deliveries, clock);
    }
}
