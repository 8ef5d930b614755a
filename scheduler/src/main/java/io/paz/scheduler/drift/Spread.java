package io.paz.scheduler.drift;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses an instance to move so that a version is spread over more hosts. The engine places a part
 * on the host with the fewest parts that may have it; so a move is proposed only where the engine would place the instance well. Pure.
 */
public final class Spread {

    private final Map<Integer, String> placed;
    private final Map<String, Integer> load;
    private final int parts;
    private final Map<String, Long> counts;

    private Spread(Map<Integer, String> placed, Map<String, Integer> load, int parts) {
        this.placed = placed;
        this.load = load;
        this.parts = parts;
        this.counts = placed.values().stream().collect(Collectors.groupingBy(host -> host, Collectors.counting()));
    }

    /** An instance that moves, the hosts, and how many instances of the version each of them runs before. */
    record Move(int instance, String from, long there, String to, long here) {}

    /**
     * The other one of a pair, which is to run on another host: 1 and 2 are a pair, 3 and 4, and so on. So whatever host is lost, every
     * second instance is left, and as long as there are two hosts, all have a place.
     */
    public static int partner(int instance) {
        return instance % 2 == 0 ? instance - 1 : instance + 1;
    }

    /**
     * The move that helps most.
     *
     * @param placed host of each instance
     * @param load parts of each host
     * @param parts of which an instance consists
     */
    static Optional<Move> move(Map<Integer, String> placed, Map<String, Integer> load, int parts) {
        return new Spread(placed, load, parts).move();
    }

    private Optional<Move> move() {
        return placed.keySet().stream()
                .filter(instance -> load.containsKey(placed.get(instance)))
                .flatMap(instance -> moved(instance).stream())
                .filter(move -> move.here() + 1 < move.there())
                .min(Comparator.comparingLong((Move move) -> move.here() - move.there())
                        .thenComparing(Move::instance));
    }

    private Optional<Move> moved(int instance) {
        String from = Objects.requireNonNull(placed.get(instance));
        return target(instance, from).map(to -> new Move(instance, from, count(from), to, count(to)));
    }

    /** Where the engine would place it, once an additional instance has taken its place for the time of the move. */
    private Optional<String> target(int instance, String from) {
        int additional = placed.size() + 1;
        Map<String, Integer> meanwhile = new HashMap<>(load);
        leastLoaded(meanwhile, placed.get(partner(additional)))
                .ifPresent(host -> meanwhile.merge(host, parts, Integer::sum));
        meanwhile.merge(from, -parts, Integer::sum);
        return leastLoaded(meanwhile, placed.get(partner(instance)));
    }

    private static Optional<String> leastLoaded(Map<String, Integer> load, @Nullable String excluded) {
        return load.keySet().stream()
                .filter(host -> !host.equals(excluded))
                .min(Comparator.<String, Integer>comparing(load::get).thenComparing(Comparator.naturalOrder()));
    }

    private long count(String host) {
        return counts.getOrDefault(host, 0L);
    }

    /** At most one move in all, the first of them; the others wait for the next look. */
    static List<Finding> oneAtATime(List<Finding> findings) {
        Optional<Finding> first = findings.stream().filter(Spread::isMove).findFirst();
        return findings.stream()
                .map(finding -> isMove(finding) && !finding.equals(first.get())
                        ? finding.leftAlone("Paz moves it later, since it moves one instance at a time")
                        : finding)
                .toList();
    }

    private static boolean isMove(Finding finding) {
        return finding.remedy() == Finding.Remedy.MOVE;
    }
}
