package io.paz.orchestrator.acme;

import io.paz.acme.AcmePorts.Pause;
import io.paz.acme.Challenge;
import io.paz.acme.ChallengePublisher;
import io.paz.orchestrator.dns.DnsException;
import io.paz.orchestrator.dns.DnsProvider;
import io.paz.orchestrator.dns.DnsRecord;
import io.paz.orchestrator.dns.authority.AuthoritativeServers;
import io.paz.orchestrator.dns.authority.AuthoritativeServers.Finding;
import io.paz.orchestrator.dns.authority.AuthoritativeServers.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Answers to DNS challenges: text records in the zones of a provider, removed once the order is over. */
public final class DnsChallenges implements ChallengePublisher {

    private static final Logger log = LoggerFactory.getLogger(DnsChallenges.class);
    private static final String STAR = "*.";
    private static final String LABEL = "_acme-challenge";
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    private final Map<String, DnsProvider> providers;
    private final AuthoritativeServers servers;
    private final ChallengeLedger ledger;
    private final Clock clock;
    private final Duration timeout;
    private final Pause pause;

    /** Of orders under way in this run. */
    private final Set<ChallengeRecord> wanted = new HashSet<>();

    private Instant nextRemoval = Instant.MIN;

    /**
     * @param providers by zone
     * @param timeout within which every name server of a zone has to have a record
     */
    public DnsChallenges(
            Map<String, DnsProvider> providers,
            AuthoritativeServers servers,
            ChallengeLedger ledger,
            Clock clock,
            Duration timeout) {
        this.providers = Map.copyOf(providers);
        this.servers = servers;
        this.ledger = ledger;
        this.clock = clock;
        this.timeout = timeout;
        this.pause = Pause.by(clock);
    }

    /** The zone that a domain, with or without a star, is in: the one with the longest name. */
    Optional<String> zoneOf(String domain) {
        return providers.keySet().stream()
                .filter(zone -> plain(domain).equals(zone) || plain(domain).endsWith("." + zone))
                .max(Comparator.comparingInt(String::length));
    }

    private static String plain(String domain) {
        return domain.startsWith(STAR) ? domain.substring(STAR.length()) : domain;
    }

    @Override
    public void publish(Challenge challenge) throws ChallengeException, InterruptedException {
        String domain = challenge.domain();
        String zone = zoneOf(domain)
                .orElseThrow(() -> new ChallengeException(
                        "%s is in no zone of --acme-dns-zones %s".formatted(domain, providers.keySet())));
        String name = LABEL + "." + plain(domain);
        String relative = name.substring(0, name.length() - zone.length() - 1);
        create(new ChallengeRecord(domain, zone, DnsRecord.challenge(relative, challenge.response())));
        awaitEverywhere(zone, name, challenge.response());
    }

    private synchronized void create(ChallengeRecord record) throws ChallengeException, InterruptedException {
        wanted.add(record);
        ledger.add(record);
        call(provider(record).create(record.record()));
    }

    private void awaitEverywhere(String zone, String name, String text)
            throws ChallengeException, InterruptedException {
        Instant deadline = clock.instant().plus(timeout);
        List<Reply> replies = ask(zone, name, text);
        while (!hasAll(replies) && clock.instant().isBefore(deadline)) {
            pause.until(clock.instant().plus(POLL_INTERVAL));
            replies = ask(zone, name, text);
        }
        // One that is gone for good answers no authority either, which then asks another.
        boolean isFound = replies.stream().anyMatch(reply -> reply.finding() == Finding.HAS_IT)
                && replies.stream().noneMatch(reply -> reply.finding() == Finding.LACKS_IT);
        if (!isFound) {
            throw new ChallengeException(replies.stream()
                    .filter(reply -> reply.finding() != Finding.HAS_IT)
                    .map(reply -> reply.server() + ": " + reply.detail())
                    .collect(Collectors.joining("; ", "the record " + name + " is not at the name server ", "")));
        }
    }

    private static boolean hasAll(List<Reply> replies) {
        return replies.stream().allMatch(reply -> reply.finding() == Finding.HAS_IT);
    }

    private List<Reply> ask(String zone, String name, String text) throws ChallengeException {
        try {
            return servers.ask(zone, name, text);
        } catch (DnsException e) {
            throw new ChallengeException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized void withdraw(String domain) throws ChallengeException, InterruptedException {
        wanted.removeIf(record -> record.domain().equals(domain));
        remove(record -> record.domain().equals(domain));
    }

    /** Removes what no order wants, of an earlier run or of a withdrawal that failed. */
    public synchronized void reconcile() {
        if (clock.instant().isBefore(nextRemoval)) {
            return;
        }
        try {
            remove(record -> !wanted.contains(record));
        } catch (ChallengeException e) {
            nextRemoval = clock.instant().plus(RETRY_DELAY);
            log.warn(
                    "Records of earlier challenges are not removed: {}; next attempt at {}",
                    e.getMessage(),
                    nextRemoval);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove(Predicate<ChallengeRecord> which) throws ChallengeException, InterruptedException {
        for (ChallengeRecord record : ledger.all()) {
            if (which.test(record)) {
                if (providers.containsKey(record.zone())) {
                    call(provider(record).delete(record.record()));
                } else {
                    log.warn(
                            "The record {} of zone {} stays, since the zone is no longer among --acme-dns-zones; delete it there",
                            record.record(),
                            record.zone());
                }
                ledger.remove(record);
            }
        }
    }

    private DnsProvider provider(ChallengeRecord record) {
        return Objects.requireNonNull(providers.get(record.zone()), "the provider of a known zone");
    }

    private static void call(Mono<Void> call) throws ChallengeException, InterruptedException {
        CompletableFuture<Void> result = call.toFuture();
        try {
            result.get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ChallengeException(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
        } catch (TimeoutException e) {
            result.cancel(true);
            throw new ChallengeException(
                    "the DNS provider did not answer within %d s".formatted(CALL_TIMEOUT.toSeconds()));
        }
    }
}
