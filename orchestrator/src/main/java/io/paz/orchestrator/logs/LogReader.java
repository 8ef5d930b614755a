package io.paz.orchestrator.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads and follows lines of units on all hosts. A host that does not answer is told, and the others are shown. */
public final class LogReader {

    private static final Duration LOOK_FOR_UNITS = Duration.ofSeconds(2);
    private static final int HOSTS_AT_ONCE = 16;
    /** A reader that follows holds lines of this many hosts and deployments at once. */
    private static final int STREAMS = 4_096;
    /** Lines that are taken from a host before the reader took them: what a slow one costs. */
    private static final int LINES_AHEAD = 32;

    private final LogSources sources;
    private final Journals journals;

    public LogReader(LogSources sources, Journals journals) {
        this.sources = sources;
        this.journals = journals;
    }

    /** What one host answered. */
    private record Answer(LogHost host, List<LogLine> lines, Optional<MissingPart> missing) {}

    /** The newest lines that match. */
    public Mono<LogPage> read(Set<String> units, LogQuery query) {
        return answers(units, query).map(answers -> page(answers, query));
    }

    private Mono<List<Answer>> answers(Set<String> units, LogQuery query) {
        return sources.hosts()
                .flatMapMany(Flux::fromIterable)
                .flatMapSequential(host -> answer(host, units, query.window()), HOSTS_AT_ONCE)
                .collectList();
    }

    private Mono<Answer> answer(LogHost host, Set<String> units, int count) {
        if (units.isEmpty()) {
            return Mono.just(new Answer(host, List.of(), Optional.empty()));
        }
        return journals.last(host, units, count)
                .map(lines -> new Answer(host, lines, Optional.empty()))
                .onErrorResume(failure -> Mono.just(new Answer(host, List.of(), Optional.of(missing(host, failure)))));
    }

    private static MissingPart missing(LogHost host, Throwable failure) {
        return new MissingPart("host " + host.id(), String.valueOf(failure.getMessage()));
    }

    private static LogPage page(List<Answer> answers, LogQuery query) {
        List<LogLine> lines = LogPage.merge(answers.stream().map(Answer::lines).toList(), query);
        return new LogPage(
                lines,
                answers.stream().flatMap(answer -> answer.missing().stream()).toList());
    }

    /**
     * The newest lines that match, and then what comes, of units that come too. It does not end by itself.
     *
     * @param units asked again and again
     */
    public Flux<LogEvent> follow(Mono<Set<String>> units, LogQuery query) {
        return units.flatMapMany(now -> answers(now, query)
                .flatMapMany(answers -> Flux.concat(
                        present(answers, query),
                        coming(units, now, answers)
                                .filter(event ->
                                        !(event instanceof LogEvent.Line line) || query.matches(line.line())))));
    }

    private static Flux<LogEvent> present(List<Answer> answers, LogQuery query) {
        LogPage page = page(answers, query);
        return Flux.<LogEvent>fromIterable(
                        page.missing().stream().<LogEvent>map(LogEvent.Gap::new).toList())
                .concatWith(Flux.fromIterable(page.lines()).map(LogEvent.Line::new));
    }

    private Flux<LogEvent> coming(Mono<Set<String>> units, Set<String> first, List<Answer> answers) {
        Map<String, Set<String>> followed = new HashMap<>();
        List<Stream> begun = new ArrayList<>();
        for (Answer answer : answers) {
            followed.put(answer.host().id(), new TreeSet<>(first));
            if (!first.isEmpty()) {
                begun.add(new Stream(answer.host(), first, last(answer.lines())));
            }
        }
        Flux<Stream> later = Mono.zip(sources.hosts(), units)
                .map(now -> added(followed, now.getT1(), now.getT2()))
                .onErrorReturn(List.of())
                .repeatWhen(completed -> completed.delayElements(LOOK_FOR_UNITS))
                .delaySubscription(LOOK_FOR_UNITS)
                .flatMapIterable(Function.identity());
        return Flux.fromIterable(begun).concatWith(later).flatMap(this::lines, STREAMS, LINES_AHEAD);
    }

    /** Units of one host, followed from a line on, or from their beginning. */
    private record Stream(LogHost host, Set<String> units, Optional<LogLine> behind) {}

    private static Optional<LogLine> last(List<LogLine> lines) {
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }

    /** What is not followed yet: a unit that comes is shown from its first line. */
    private static List<Stream> added(Map<String, Set<String>> followed, List<LogHost> hosts, Set<String> units) {
        List<Stream> added = new ArrayList<>();
        for (LogHost host : hosts) {
            Set<String> known = followed.computeIfAbsent(host.id(), id -> new TreeSet<>());
            Set<String> unknown = new TreeSet<>(units);
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                known.addAll(unknown);
                added.add(new Stream(host, unknown, Optional.empty()));
            }
        }
        return added;
    }

    private Flux<LogEvent> lines(Stream stream) {
        return new Follower(journals, stream.host(), stream.units(), stream.behind()).events();
    }
}
