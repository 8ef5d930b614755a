package io.paz.orchestrator.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Requests of each service in each minute of the last hour. Safe for several threads. */
public final class TrafficBook {

    static final int MINUTES = 60;

    /** More than a platform has; a bound all the same. */
    private static final int MAX_SERVICES = 5_000;

    private final Clock clock;
    private final Map<String, TreeMap<Long, TrafficCount>> services = new HashMap<>();
    private long cleanedAt;

    public TrafficBook(Clock clock) {
        this.clock = clock;
    }

    /** Counts a pass from a client to a service; every other is ignored, and so is one that is not of the last hour. */
    public synchronized void add(RequestPass pass) {
        if (!pass.isFromClient() || pass.service().isEmpty()) {
            return;
        }
        long now = minute(clock.instant());
        long minute = minute(pass.end());
        if (minute > now || minute <= now - MINUTES) {
            return;
        }
        forgetOld(now);
        if (services.size() >= MAX_SERVICES && !services.containsKey(pass.service())) {
            return;
        }
        services.computeIfAbsent(pass.service(), name -> new TreeMap<>())
                .computeIfAbsent(minute, key -> new TrafficCount())
                .add(pass);
    }

    private void forgetOld(long now) {
        if (cleanedAt == now) {
            return;
        }
        cleanedAt = now;
        services.values()
                .forEach(minutes -> minutes.headMap(now - MINUTES, true).clear());
        services.values().removeIf(TreeMap::isEmpty);
    }

    /** Each minute of the last hour, the present one included, oldest first; those without a request have zeros. */
    public synchronized List<TrafficPoint> hour(String service) {
        Map<Long, TrafficCount> minutes = services.getOrDefault(service, new TreeMap<>());
        long now = minute(clock.instant());
        List<TrafficPoint> points = new ArrayList<>(MINUTES);
        for (long minute = now - MINUTES + 1; minute <= now; minute++) {
            points.add(minutes.getOrDefault(minute, new TrafficCount()).at(Instant.ofEpochSecond(minute * 60)));
        }
        return points;
    }

    /** All of the service's requests of that many last minutes, the present one included. */
    public synchronized TrafficPoint last(String service, int minutes) {
        long first = minute(clock.instant()) - minutes + 1;
        TrafficCount sum = new TrafficCount();
        services.getOrDefault(service, new TreeMap<>())
                .tailMap(first, true)
                .values()
                .forEach(sum::add);
        return sum.at(Instant.ofEpochSecond(first * 60));
    }

    /** Services with requests in the last hour, in order. */
    public synchronized List<String> services() {
        return List.copyOf(new TreeSet<>(services.keySet()));
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), Duration.ofMinutes(1).toSeconds());
    }
}
