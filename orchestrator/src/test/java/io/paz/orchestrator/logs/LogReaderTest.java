package io.paz.orchestrator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import io.paz.engine.view.InstanceLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class LogReaderTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Host A = new Host("a", "10.0.0.1");
    private static final Host B = new Host("b", "10.0.0.2");
    private static final WantedWorkloads WEB = WantedWorkloads.anywhere(Set.of("web-1-1"));

    private final Map<String, List<LogLine>> lines = new ConcurrentHashMap<>();
    private final List<String> followed = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final LogReader reader = new LogReader(new Sources(), new Hosts());

    private static LogLine line(int second, Host host, String message) {
        return new LogLine(NOON.plusSeconds(second), host.id(), "web-1-1", message, "i=" + second);
    }

    private static final class Sources implements LogSources {
        @Override
        public Mono<List<Host>> hosts() {
            return Mono.just(List.of(A, B));
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
        public Mono<Boolean> knows(String unit) {
            return Mono.just(true);
        }
    }

    /** Hosts that hold lines, or do not answer; a reader that follows gets one line and an end, three times. */
    private final class Hosts implements InstanceLogs {
        @Override
        public Flux<LogLine> last(Host host, Set<String> units, int count) {
            asked.add(host.id() + " " + units);
            List<LogLine> all = lines.get(host.id());
            return all == null
                    ? Flux.error(new IllegalStateException("no route"))
                    : Flux.fromIterable(all.subList(Math.max(0, all.size() - count), all.size()));
        }

        @Override
        public Flux<LogLine> follow(Host host, Set<String> units, Optional<LogLine> behind) {
            String start = behind.map(LogLine::cursor).orElse("the beginning");
            synchronized (followed) {
                followed.add(host.id() + " " + units + " from " + start);
            }
            if (host.equals(B)) {
                return broken.incrementAndGet() <= 3 ? Flux.error(new IllegalStateException("reset")) : Flux.never();
            }
            int next = behind.map(line -> Integer.parseInt(line.cursor().substring(2)) + 1)
                    .orElse(1);
            return next <= 4 ? Flux.just(line(next, A, "line " + next)) : Flux.never();
        }
    }

    private static LogQuery query(int count, String text) {
        return LogQuery.newest(Instant.EPOCH, count, text);
    }

    @Test
    void lines_of_hosts_are_merged_by_time_and_the_newest_kept() {
        lines.put("a", List.of(line(1, A, "one"), line(4, A, "four")));
        lines.put("b", List.of(line(2, B, "two"), line(3, B, "three")));
        LogPage page = reader.read(WEB, query(3, "")).block(TIMEOUT);
        assertThat(page.lines()).extracting(LogLine::message).containsExactly("two", "three", "four");
        assertThat(page.missing()).isEmpty();
    }

    @Test
    void a_host_that_does_not_answer_is_named_and_the_others_are_shown() {
        lines.put("a", List.of(line(1, A, "one")));
        LogPage page = reader.read(WEB, query(3, "")).block(TIMEOUT);
        assertThat(page)
                .isEqualTo(new LogPage(List.of(line(1, A, "one")), List.of(new MissingPart("host b", "no route"))));
    }

    @Test
    void a_text_is_taken_literally_and_looked_for_far_back() {
        List<LogLine> many = new ArrayList<>();
        for (int second = 1; second <= 2_000; second++) {
            many.add(line(second, A, second == 5 ? "a.*b (x+x+)+y" : "aab"));
        }
        lines.put("a", many);
        lines.put("b", List.of());
        assertThat(reader.read(WEB, query(10, "a.*b (x+x+)+y")).block(TIMEOUT).lines())
                .containsExactly(line(5, A, "a.*b (x+x+)+y"));
        assertThat(reader.read(WEB, query(10, "a.*b")).block(TIMEOUT).lines()).hasSize(1);
    }

    /** What a search over many units would hold otherwise: 10,000 lines of each host at once, of 48 KiB each. */
    @Test
    void no_more_is_held_than_a_few_megabytes_however_long_the_lines_are() {
        String text = "x".repeat(48 * 1024);
        lines.put(
                "a",
                IntStream.rangeClosed(1, 5_000)
                        .mapToObj(second -> line(second, A, text))
                        .toList());
        lines.put("b", List.of());
        LogPage page = reader.read(WEB, query(5_000, "x")).block(TIMEOUT);
        assertThat(page.lines().stream()
                        .mapToLong(line -> 2L * line.message().length())
                        .sum())
                .isBetween(LogWindow.MAX_BYTES - 200_000, LogWindow.MAX_BYTES);
        assertThat(page.lines().get(page.lines().size() - 1).time()).isEqualTo(NOON.plusSeconds(5_000));
        assertThat(page.missing()).singleElement().satisfies(missing -> assertThat(missing.part())
                .isEqualTo("older lines"));
    }

    @Test
    void lines_before_a_time_are_left_out() {
        lines.put("a", List.of(line(1, A, "one"), line(2, A, "two")));
        lines.put("b", List.of());
        LogQuery query = LogQuery.newest(NOON.plusSeconds(2), 10, "");
        assertThat(reader.read(WEB, query).block(TIMEOUT).lines()).containsExactly(line(2, A, "two"));
    }

    @Test
    void a_reader_goes_on_behind_the_last_line_and_is_told_once_of_a_host_that_fails() {
        lines.put("a", List.of(line(1, A, "line 1"), line(2, A, "line 2")));
        lines.put("b", List.of());
        List<LogEvent> events = reader.follow(Mono.just(WEB), query(1, ""))
                .take(4)
                .collectList()
                .block(TIMEOUT);
        assertThat(events)
                .containsExactlyInAnyOrder(
                        new LogEvent.Line(line(2, A, "line 2")),
                        new LogEvent.Line(line(3, A, "line 3")),
                        new LogEvent.Gap(new MissingPart("host b", "reset")),
                        new LogEvent.Line(line(4, A, "line 4")));
        assertThat(events.get(0)).isEqualTo(new LogEvent.Line(line(2, A, "line 2")));
        synchronized (followed) {
            assertThat(followed)
                    .contains("a [web-1-1] from i=2", "a [web-1-1] from i=3", "b [web-1-1] from the beginning");
        }
    }

    @Test
    void a_unit_that_comes_is_followed_from_its_beginning() {
        lines.put("a", List.of());
        lines.put("b", List.of());
        AtomicInteger asked = new AtomicInteger();
        Mono<WantedWorkloads> units = Mono.fromCallable(() ->
                asked.getAndIncrement() == 0 ? WantedWorkloads.NONE : WantedWorkloads.anywhere(Set.of("web-2-1")));
        assertThat(reader.follow(units, query(10, "line"))
                        .filter(event -> event instanceof LogEvent.Line)
                        .blockFirst(TIMEOUT))
                .isEqualTo(new LogEvent.Line(line(1, A, "line 1")));
        synchronized (followed) {
            assertThat(followed).contains("a [web-2-1] from the beginning");
        }
    }

    /** Not the lines that it was told to leave out: those from the beginning are behind no line either. */
    @Test
    void a_reader_that_wants_no_line_that_is_there_gets_those_that_come() {
        lines.put("a", List.of(line(1, A, "line 1"), line(2, A, "line 2")));
        lines.put("b", List.of());
        assertThat(reader.follow(Mono.just(WEB), query(0, "line"))
                        .filter(event -> event instanceof LogEvent.Line)
                        .blockFirst(TIMEOUT))
                .isEqualTo(new LogEvent.Line(line(3, A, "line 3")));
    }

    @Test
    void a_host_is_asked_only_of_the_units_that_it_has() {
        lines.put("a", List.of(line(1, A, "one")));
        lines.put("b", List.of(line(2, B, "two")));
        WantedWorkloads units = new WantedWorkloads(
                Set.of("gone-1-1"), Map.of("a", Set.of("web-1-1"), "b", Set.of("web-1-2"), "c", Set.of("web-1-3")));
        assertThat(reader.read(units, query(10, "")).block(TIMEOUT).lines())
                .extracting(LogLine::message)
                .containsExactly("one", "two");
        assertThat(asked).containsExactlyInAnyOrder("a [gone-1-1, web-1-1]", "b [gone-1-1, web-1-2]");
    }

    /** A question's address is bounded. */
    @Test
    void many_units_are_asked_in_several_questions_and_no_more_lines_are_kept_than_wanted() {
        Set<String> many = IntStream.rangeClosed(1, 150)
                .mapToObj("web-1-%d"::formatted)
                .collect(Collectors.toCollection(TreeSet::new));
        lines.put("a", List.of(line(1, A, "one"), line(2, A, "two")));
        lines.put("b", List.of(line(3, B, "three")));
        LogPage page = reader.read(WantedWorkloads.anywhere(many), query(4, "")).block(TIMEOUT);
        assertThat(page.lines()).extracting(LogLine::message).containsExactly("two", "three", "three", "three");
        assertThat(asked).hasSize(6);
        assertThat(asked.stream()
                        .filter(question -> question.startsWith("a "))
                        .flatMap(question -> Stream.of(
                                question.substring(3, question.length() - 1).split(", "))))
                .containsExactlyInAnyOrderElementsOf(many);
    }
}
