package io.paz.orchestrator.dns;

import io.paz.orchestrator.dns.DnsProvider.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the zone as it should be. It remembers nothing that the zone does not: after a restart it goes on. The zone is read
 * when the names change, and otherwise every five minutes. What is missing of the names is removed only when the same names
 * are wanted a second time, so that one short list removes nothing; and where none is wanted
 * at all nothing is removed, since a list that is empty says nothing. One caller at a time.
 */
public final class DnsKeeper {

    private static final Logger log = LoggerFactory.getLogger(DnsKeeper.class);
    private static final Duration READ_AGAIN = Duration.ofMinutes(5);
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    private final DnsProvider provider;
    private final Clock clock;
    private SortedMap<String, SortedSet<String>> last = Collections.emptySortedMap();
    private boolean settled;
    private Instant next = Instant.MIN;
    private volatile DnsStatus status =
            new DnsStatus(Collections.emptySortedMap(), Set.of(), Optional.empty(), Optional.empty());

    public DnsKeeper(DnsProvider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    public DnsStatus status() {
        return status;
    }

    /** Brings the zone to these names, if it is time to; never fails. */
    public Mono<Void> keep(SortedMap<String, SortedSet<String>> desired) {
        return Mono.defer(() -> {
            boolean same = desired.equals(last);
            last = desired;
            Instant now = clock.instant();
            boolean waits = status.problem().isPresent() ? now.isBefore(next) : same && settled && now.isBefore(next);
            return waits ? Mono.empty() : change(desired, same);
        });
    }

    private Mono<Void> change(SortedMap<String, SortedSet<String>> desired, boolean same) {
        return provider.records()
                .flatMap(present -> apply(DnsPlan.of(desired, same && !desired.isEmpty(), present), present))
                .doOnNext(present -> {
                    settled = same;
                    next = clock.instant().plus(READ_AGAIN);
                })
                .then()
                .onErrorResume(DnsException.class, failure -> {
                    failed(failure);
                    return Mono.empty();
                });
    }

    /** Reads the zone again when something was changed. */
    private Mono<List<StoredRecord>> apply(DnsPlan plan, List<StoredRecord> present) {
        Mono<List<StoredRecord>> after = plan.isEmpty()
                ? Mono.just(present)
                : Flux.fromIterable(plan.create())
                        .concatMap(provider::create)
                        .thenMany(Flux.fromIterable(plan.delete()).concatMap(provider::delete))
                        .then(Mono.defer(provider::records));
        return after.doOnNext(records -> note(records, plan.conflicts()));
    }

    private void note(List<StoredRecord> records, Set<String> conflicts) {
        if (status.problem().isPresent()) {
            log.info("DNS sync works again");
        }
        SortedMap<String, SortedSet<String>> names = new TreeMap<>();
        DnsPlan.markedNames(records).forEach(name -> names.put(name, new TreeSet<>()));
        records.stream()
                .map(StoredRecord::record)
                .filter(record -> record.type().equals(DnsRecord.ADDRESS) && names.containsKey(record.name()))
                .forEach(record -> names.computeIfAbsent(record.name(), name -> new TreeSet<>())
                        .add(record.content()));
        status = new DnsStatus(names, Set.copyOf(conflicts), Optional.of(clock.instant()), Optional.empty());
    }

    private void failed(DnsException failure) {
        String message = String.valueOf(failure.getMessage());
        if (status.problem().isEmpty()) {
            log.warn("DNS sync failed: {}", message);
        }
        status = new DnsStatus(status.names(), status.conflicts(), status.checked(), Optional.of(message));
        Duration pause = failure.pause().isZero() ? RETRY_DELAY : failure.pause();
        next = clock.instant().plus(pause);
    }
}
