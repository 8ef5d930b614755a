package io.paz.http.audit;

import io.paz.http.audit.log.AuditLimits;
import io.paz.http.audit.log.AuditLog;
import io.paz.http.audit.log.AuditLogException;
import io.paz.http.audit.log.SharedAuditLog;
import io.paz.http.error.ApiException;
import io.paz.http.error.FailureTranslator;
import io.paz.task.PeriodicTask;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;

/** Wires the audit log in where the option {@code audit} names its folder. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("paz.audit")
public class AuditConfiguration {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    SharedAuditLog sharedAuditLog(@Value("${paz.audit}") Path folder) {
        return SharedAuditLog.open(folder, AuditLimits.DEFAULT, Clock.systemUTC());
    }

    @Bean(destroyMethod = "")
    AuditLog auditLog(SharedAuditLog shared) {
        return shared.log();
    }

    @Bean
    RefusalCounter refusalCounter() {
        return new RefusalCounter();
    }

    @Bean(destroyMethod = "close")
    RefusalSchedule refusalSchedule(RefusalCounter refusals, AuditLog records) {
        Runnable write = () -> refusals.endInterval().forEach(records::append);
        PeriodicTask task = PeriodicTask.start("audit refusals", INTERVAL, INTERVAL, write);
        return () -> task.closeAfter(write, CLOSING_TIMEOUT);
    }

    /** Writes what is counted at the end of each interval, and at its own end. */
    @FunctionalInterface
    interface RefusalSchedule {
        void close();
    }

    /** Around access and limits, so that refusals pass it. */
    @Bean
    @Order(4)
    AuditFilter auditFilter(
            AuditLog records, RefusalCounter refusals, @Value("${paz.trusted-hops:}") Set<String> trustedHops) {
        return new AuditFilter(records, refusals, trustedHops, Clock.systemUTC());
    }

    @Bean
    FailureTranslator auditLogFailures() {
        return failure -> failure instanceof AuditLogException
                ? new ApiException(
                        HttpStatus.INSUFFICIENT_STORAGE,
                        "not_recorded",
                        "the audit log cannot be written, so the request is not acknowledged, though it may have been"
                                + " carried out; the service's log has the reason",
                        failure)
                : null;
    }
}
