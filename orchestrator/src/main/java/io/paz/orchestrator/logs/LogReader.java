package io.paz.orchestrator.logs;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import io.paz.engine.view.InstanceLogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Reads and follows lines of workloads on all hosts. A host that does not answer is told, and the others are shown. */
public final class LogReader {

    private static final Duration UNIT_REFRESH_INTERVAL = Duration.ofSeconds(2);
    private static final int QUESTIONS_AT_ONCE = 16;
    /** Their names stand in the question's address, of which a host takes 16 KiB, with 60 characters and an escape or two each. */
    private static final int UNITS_OF_A_QUESTION = 64;
    /** A reader that follows holds lines of this many hosts and deployments at once. */
    private static final int STREAMS = 4_096;
    /** Lines that are taken from a host before the reader took them: what a slow one costs. */
    private static final int LINES_AHEAD = 8;

    private final LogSources sources;
    private final InstanceLogs logs;

    public LogReader(LogSources sources, InstanceLogs logs) {
        this.sources = sources;
        this.logs = logs;
    }

    /** Workloads of one host that are asked for together, and the lines after one of theirs, or all. */
    private record Stream(Host host, Set<String> workloads, Optional<LogLine> after) {
        /** The same after that line, of which only the position is kept. */
        Stream after(LogLine line) {
            return new Stream(
                    host,
                    workloads,
                    Optional.of(new LogLine(line.time(), line.host(), line.workload(), "", line.cursor())));
        }
    }

    /** Position after a host's response for some workloads. */
    private record Answer(Stream rest, Optional<MissingPart> missing) {}

    /** Lines found and the position to continue from. */
    private record Found(LogPage page, List<Stream> rests) {}

    /** The newest lines that match. */
    public Mono<LogPage> read(WantedWorkloads workloads, LogQuery query) {
        return found(workloads, query).map(Found::page);
    }

    private Mono<Found> found(WantedWorkloads workloads, LogQuery query) {
        return sources.hosts().flatMap(hosts -> {
            LogWindow window = new LogWindow(query);
            return Flux.fromIterable(hosts)
                    .flatMapIterable(host -> whole(host, workloads.on(host.id())))
                    .index()
                    .flatMapSequential(
                            question -> answer(question.getT1().intValue(), question.getT2(), window, query.window()),
                            QUESTIONS_AT_ONCE)
                    .collectList()
                    .map(answers -> found(window, answers));
        });
    }

    private static Found found(LogWindow window, List<Answer> answers) {
        Set<MissingPart> missing = new LinkedHashSet<>();
        answers.forEach(answer -> answer.missing().ifPresent(missing::add));
        window.cut().ifPresent(missing::add);
        return new Found(
                new LogPage(window.lines(), List.copyOf(missing)),
                answers.stream().map(Answer::rest).toList());
    }

    /** All lines of these workloads, in questions that a host takes. */
    private static List<Stream> whole(Host host, Set<String> workloads) {
        List<String> names = List.copyOf(workloads);
        return IntStream.iterate(0, first -> first < names.size(), first -> first + UNITS_OF_A_QUESTION)
                .mapToObj(first -> names.subList(first, Math.min(names.size(), first + UNITS_OF_A_QUESTION)))
                .map(some -> new Stream(host, new TreeSet<>(some), Optional.empty()))
                .toList();
    }

    private Mono<Answer> answer(int number, Stream question, LogWindow window, int count) {
        Stream[] rest = {question};
        return logs.last(question.host(), question.workloads(), count)
                .doOnNext(line -> {
                    window.offer(number, line);
                    rest[0] = question.after(line);
                })
                .then(Mono.fromSupplier(() -> new Answer(rest[0], Optional.empty())))
                .onErrorResume(
                        failure -> Mono.just(new Answer(rest[0], Optional.of(missing(question.host(), failure)))));
    }

    private static MissingPart missing(Host host, Throwable failure) {
        return new MissingPart("host " + host.id(), String.valueOf(failure.getMessage()));
    }

    /**
     * The newest lines that match, and then what comes, of workloads that come too. It does not end by itself.
     *
     * @param workloads asked again and again
     */
    public Flux<LogEvent> follow(Mono<WantedWorkloads> workloads, LogQuery query) {
        return workloads.flatMapMany(now -> found(now, query)
                .flatMapMany(found -> Flux.concat(
                        present(found.page()),
                        coming(workloads, found)
                                .filter(event ->
                                        !(event instanceof LogEvent.Line line) || query.matches(line.line())))));
    }

    private static Flux<LogEvent> present(LogPage page) {
        return Flux.<LogEvent>fromIterable(
                        page.missing().stream().<LogEvent>map(LogEvent.Gap::new).toList())
                .concatWith(Flux.fromIterable(page.lines()).map(LogEvent.Line::new));
    }

    private Flux<LogEvent> coming(Mono<WantedWorkloads> workloads, Found found) {
        Map<String, Set<String>> followed = new HashMap<>();
        found.rests().forEach(rest -> followed.computeIfAbsent(rest.host().id(), id -> new TreeSet<>())
                .addAll(rest.workloads()));
        Flux<Stream> later = Mono.zip(sources.hosts(), workloads)
                .map(now -> added(followed, now.getT1(), now.getT2()))
                .onErrorReturn(List.of())
                .repeatWhen(completed -> completed.delayElements(UNIT_REFRESH_INTERVAL))
                .delaySubscription(UNIT_REFRESH_INTERVAL)
                .flatMapIterable(Function.identity());
        return Flux.fromIterable(found.rests()).concatWith(later).flatMap(this::lines, STREAMS, LINES_AHEAD);
    }

    /** Workloads not followed yet: a new workload is shown from its first line. */
    private static List<Stream> added(Map<String, Set<String>> followed, List<Host> hosts, WantedWorkloads workloads) {
        List<Stream> added = new ArrayList<>();
        for (Host host : hosts) {
            Set<String> known = followed.computeIfAbsent(host.id(), id -> new TreeSet<>());
            Set<String> unknown = new TreeSet<>(workloads.on(host.id()));
            unknown.removeAll(known);
            known.addAll(unknown);
            added.addAll(whole(host, unknown));
        }
        return added;
    }

    /**
     * Lines of workloads of one host that are printed from now on. It does not end by itself.
     *
     * @param silent takes why the host does not answer, once until it does
     */
    public Flux<LogLine> coming(Host host, Set<String> workloads, Consumer<MissingPart> silent) {
        return Flux.defer(() -> logs.last(host, workloads, 1))
                .map(Optional::of)
                .last(Optional.empty())
                .doOnError(failure -> silent.accept(missing(host, failure)))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, UNIT_REFRESH_INTERVAL))
                .flatMapMany(last -> new Follower(logs, host, workloads, last).events())
                .mapNotNull(event -> lineOf(event, silent));
    }

    private static @Nullable LogLine lineOf(LogEvent event, Consumer<MissingPart> silent) {
        if (event instanceof LogEvent.Line line) {
            return line.line();
        }
        if (event instanceof LogEvent.Gap gap) {
            silent.accept(gap.missing());
        }
        return null;
    }

    private Flux<LogEvent> lines(Stream stream) {
        return new Follower(logs, stream.host(), stream.workloads(), stream.after()).events();
    }
}
