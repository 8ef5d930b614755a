package io.paz.orchestrator.acme;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where the DNS points domains to, as this machine sees it; looked up at most once a minute each. */
public final class DomainAddresses {

    private static final Logger log = LoggerFactory.getLogger(DomainAddresses.class);
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(3);
    private static final int CONCURRENCY = 8;

    private final Supplier<Collection<String>> hosts;
    private final Clock clock;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    /** @param hosts addresses of all hosts */
    public DomainAddresses(Supplier<Collection<String>> hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * Where a domain points.
     *
     * @param pointsHere whether one of the addresses is one of this platform's; those behind a translating router are not known
     * @param problem why there are no addresses; empty when there are
     */
    public record Resolution(List<String> addresses, boolean pointsHere, String problem) {}

    private record Reading(Instant time, List<String> addresses, String problem) {}

    /** By domain; of those with a star there is nothing to look up. */
    public Mono<Map<String, Resolution>> of(Collection<String> domains) {
        readings.keySet().retainAll(domains);
        return Mono.fromCallable(this::ownAddresses)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(own -> Flux.fromIterable(domains)
                        .filter(domain -> !domain.startsWith("*."))
                        .flatMap(domain -> read(domain).map(reading -> Map.entry(domain, reading)), CONCURRENCY)
                        .collectMap(Map.Entry::getKey, entry -> resolution(entry.getValue(), own)));
    }

    private static Resolution resolution(Reading reading, Set<String> own) {
        boolean pointsHere = reading.addresses().stream().anyMatch(own::contains);
        return new Resolution(reading.addresses(), pointsHere, reading.problem());
    }

    private Mono<Reading> read(String domain) {
        Reading known = readings.get(domain);
        if (known != null && known.time().plus(MAX_AGE).isAfter(clock.instant())) {
            return Mono.just(known);
        }
        return Mono.fromCallable(() -> lookUp(domain))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(LOOKUP_TIMEOUT, Mono.fromSupplier(() -> failed("the name servers did not answer in time")))
                .doOnNext(reading -> readings.put(domain, reading));
    }

    private Reading lookUp(String domain) {
        try {
            List<String> addresses = Stream.of(InetAddress.getAllByName(domain))
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .toList();
            return new Reading(clock.instant(), addresses, "");
        } catch (UnknownHostException e) {
            return failed("the name has no address in the DNS");
        }
    }

    private Reading failed(String problem) {
        return new Reading(clock.instant(), List.of(), problem);
    }

    private Set<String> ownAddresses() {
        Set<String> own = hosts.get().stream().collect(Collectors.toSet());
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(address -> address.getHostAddress().replaceAll("%.*", ""))
                    .forEach(own::add);
        } catch (SocketException e) {
            log.warn("This machine's addresses are not known: {}; domains may seem to point elsewhere", e.getMessage());
        }
        return own;
    }
}
