package io.paz.orchestrator.config;

import io.paz.client.DirectoryClient;
import io.paz.client.SchedulerClient;
import io.paz.http.access.AccessSettings;
import io.paz.orchestrator.logs.LogReader;
import io.paz.orchestrator.logs.remote.RemoteSources;
import io.paz.orchestrator.request.RequestLog;
import io.paz.orchestrator.request.Tracer;
import io.paz.orchestrator.request.TrafficBook;
import io.paz.orchestrator.request.log.RequestIntake;
import io.paz.orchestrator.request.log.RequestLogFiles;
import io.paz.orchestrator.request.log.RequestLogSocket;
import io.paz.orchestrator.request.remote.JournalRequests;
import io.paz.orchestrator.request.remote.SchedulerReleases;
import io.paz.orchestrator.request.web.TraceRoutes;
import io.paz.orchestrator.request.web.TrafficRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Requests that HAProxy logs, where it logs to this program; otherwise the routes say that nothing is measured. */
@Configuration(proxyBeanMethods = false)
class RequestConfiguration {

    private static final String LOGGED = "'${paz.request-log}' != '' or ${paz.request-log-journal}";

    private final OrchestratorProperties properties;
    private final AccessSettings access;

    RequestConfiguration(OrchestratorProperties properties, AccessSettings access) {
        this.properties = properties;
        this.access = access;
    }

    @Bean
    TrafficBook trafficBook(Clock clock) {
        return new TrafficBook(clock);
    }

    @Bean
    @ConditionalOnExpression(LOGGED)
    RequestLogFiles requestLogFiles() {
        return new RequestLogFiles(Path.of(properties.requestLogData()));
    }

    @Bean
    @ConditionalOnExpression("'${paz.request-log}' != ''")
    RequestLogSocket requestLogSocket(RequestLogFiles files, TrafficBook book) {
        Optional<String> user = Optional.of(properties.requestLogUser()).filter(name -> !name.isEmpty());
        return RequestLogSocket.listen(Path.of(properties.requestLog()), user, new RequestIntake(files, book));
    }

    @Bean
    @ConditionalOnExpression("${paz.request-log-journal}")
    JournalRequests journalRequests(RemoteSources sources, LogReader reader, RequestLogFiles files, TrafficBook book) {
        return JournalRequests.start(sources, reader, new RequestIntake(files, book));
    }

    @Bean
    RouterFunction<ServerResponse> traceRoutes(
            ObjectProvider<RequestLog> log, ObjectProvider<JournalRequests> journals, LogReader logs) {
        SchedulerReleases releases = new SchedulerReleases(
                new SchedulerClient(properties.schedulerUrl(), access.credentialOf("orchestrator")));
        return new TraceRoutes(Optional.ofNullable(log.getIfAvailable())
                        .map(found -> new Tracer(found, logs, releases, () -> journals.stream()
                                .flatMap(journal -> journal.missing().stream())
                                .toList())))
                .routes();
    }

    @Bean
    RouterFunction<ServerResponse> trafficRoutes(TrafficBook book, ObjectProvider<RequestLog> log) {
        DirectoryClient directory = new DirectoryClient(properties.svcdirUrl(), access.credentialOf("orchestrator"));
        return new TrafficRoutes(book, directory, log.getIfAvailable() != null).routes();
    }
}
