package io.paz.orchestrator.request.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import io.paz.engine.view.InstanceLogs;
import io.paz.etcd.Await;
import io.paz.orchestrator.logs.LogReader;
import io.paz.orchestrator.logs.LogSources;
import io.paz.orchestrator.logs.WantedWorkloads;
import io.paz.orchestrator.request.RequestPass;
import io.paz.orchestrator.request.TrafficBook;
import io.paz.orchestrator.request.log.RequestIntake;
import io.paz.orchestrator.request.log.RequestLogFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Requests of all hosts, from journals that come and go. */
final class JournalRequestsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Host A = new Host("a", "10.0.0.1");
    private static final Host B = new Host("b", "10.0.0.2");

    @TempDir
    private Path folder;

    private final Journals journals = new Journals();
    private final TrafficBook traffic = new TrafficBook(Clock.systemUTC());
    private volatile List<Host> hosts = List.of(A);
    private RequestLogFiles files;
    private JournalRequests requests;

    @BeforeEach
    void start() {
        files = new RequestLogFiles(folder.resolve("requests"));
        requests = JournalRequests.start(
                new Hosts(),
                new LogReader(new Hosts(), journals),
                new RequestIntake(files, traffic),
                Duration.ofMillis(20));
    }

    @AfterEach
    void stop() throws Exception {
        requests.close();
        files.close();
    }

    private final class Hosts implements LogSources {
        @Override
        public Mono<List<Host>> hosts() {
            return Mono.fromSupplier(() -> hosts);
        }

        @Override
        public Mono<Workloads> workloadsOf(String service) {
            return Mono.just(new Workloads(WantedWorkloads.NONE, true, List.of()));
        }

        @Override
        public Mono<Workloads> workloadsOfAll() {
            return workloadsOf("any");
        }

        @Override
        public Mono<Boolean> knows(String workload) {
            return Mono.just(true);
        }
    }

    /** Journals with one old line each, of which those that are broken do not answer. */
    private static final class Journals implements InstanceLogs {
        private final Map<Host, Sinks.Many<LogLine>> coming = new ConcurrentHashMap<>();
        private final Set<Host> broken = ConcurrentHashMap.newKeySet();

        @Override
        public Flux<LogLine> last(Host host, Set<String> workloads, int count) {
            return broken.contains(host)
                    ? Flux.error(new IllegalStateException("no route"))
                    : Flux.just(line(host, "request-old", "old"));
        }

        @Override
        public Flux<LogLine> follow(Host host, Set<String> workloads, Optional<LogLine> after) {
            assertThat(workloads).containsExactly("paz-haproxy");
            assertThat(after).as("nothing is read twice").isPresent();
            Sinks.Many<LogLine> sink = Sinks.many().unicast().onBackpressureBuffer();
            coming.put(host, sink);
            return sink.asFlux();
        }

        void print(Host host, String id) {
            Await.until("the journal is followed", SOON, () -> coming.containsKey(host));
            coming.get(host).emitNext(line(host, id, id), Sinks.EmitFailureHandler.FAIL_FAST);
        }

        private static LogLine line(Host host, String id, String cursor) {
            String message = "paz1 %s %d front_public web web-1-1 200 ---- 0 0 1 2 0 1 1 192.0.2.1 GET web.paz /"
                    .formatted(id, Instant.now().toEpochMilli());
            return new LogLine(Instant.now(), host.id(), "paz-haproxy", message, cursor);
        }
    }

    private List<String> found(String id) {
        return files.find(id, 10).stream().map(RequestPass::id).toList();
    }

    private void awaitFound(String id) {
        Await.until(id + " is found", SOON, () -> found(id).equals(List.of(id)));
    }

    @Test
    void requests_of_every_host_are_counted_and_found() {
        journals.print(A, "request-0001");
        awaitFound("request-0001");
        hosts = List.of(A, B);
        journals.print(B, "request-0002");
        awaitFound("request-0002");

        assertThat(found("request-old")).as("what was printed before").isEmpty();
        assertThat(traffic.last("web", 60).requests()).isEqualTo(2);
        assertThat(requests.missing()).isEmpty();
    }

    @Test
    void a_journal_that_ends_is_read_on_after_its_last_line() {
        journals.print(A, "request-0003");
        awaitFound("request-0003");
        Sinks.Many<LogLine> ended = journals.coming.remove(A);
        ended.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
        journals.print(A, "request-0004");
        awaitFound("request-0004");
    }

    @Test
    void a_host_that_does_not_answer_is_said_until_it_does_and_one_that_is_gone_is_left() {
        journals.broken.add(B);
        hosts = List.of(A, B);
        Await.until("it is said", SOON, () -> requests.missing().toString().contains("host b"));
        journals.print(A, "request-0005");
        awaitFound("request-0005");
        journals.broken.remove(B);
        journals.print(B, "request-0006");
        awaitFound("request-0006");
        assertThat(requests.missing()).isEmpty();

        hosts = List.of(B);
        Await.until("it is left", SOON, () -> journals.coming.get(A).currentSubscriberCount() == 0);
    }
}
