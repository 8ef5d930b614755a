package io.paz.acme;

import io.paz.acme.AcmePlanner.Facts;
import io.paz.acme.AcmePlanner.Outage;
import io.paz.acme.AcmeTask.Abandon;
import io.paz.acme.AcmeTask.Forget;
import io.paz.acme.AcmeTask.Order;
import io.paz.acme.AcmeTask.Resume;
import io.paz.acme.AcmeTask.Wait;
import io.paz.acme.ChallengePublisher.ChallengeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps every domain that is wanted with a certificate: plans, and runs what is planned. One caller of {@link #round} at a time. */
public final class CertificateKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);
    private static final String AUTHORITY = "";

    private final AcmePorts ports;
    private final AcmePlanner planner;
    private final DomainIssuer issuer;
    private final Jitter jitter;
    private final Clock clock;
    private final ExecutorService workers;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> retries = new ConcurrentHashMap<>();
    private final Set<String> requested = ConcurrentHashMap.newKeySet();
    private volatile Map<String, AcmeTask> planned = Map.of();
    private volatile SortedSet<String> wanted = new TreeSet<>();
    private @Nullable Outage outage;
    private int outages;

    public CertificateKeeper(AcmePorts ports, AcmeLimits limits, Jitter jitter, Clock clock) {
        this.ports = ports;
        this.planner = new AcmePlanner(limits, jitter);
        this.issuer = new DomainIssuer(ports, jitter, clock);
        this.jitter = jitter;
        this.clock = clock;
        this.workers = Executors.newFixedThreadPool(limits.concurrentOrders(), CertificateKeeper::worker);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "acme-order");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins what is due for these domains, and does not wait for its end. */
    public void round(SortedSet<String> domains) {
        wanted = domains;
        Map<String, DomainState> states = ports.states().all().stream()
                .map(this::usedAgain)
                .collect(Collectors.toMap(
                        DomainState::domain,
                        state -> requested.contains(state.domain()) ? state.retryingNow() : state));
        Facts facts = new Facts(
                clock.instant(),
                domains,
                states,
                ports.vault().find(domains),
                ports.vault().issued(),
                Set.copyOf(running),
                currentOutage());
        List<AcmeTask> tasks = planner.plan(facts);
        planned = tasks.stream().collect(Collectors.toUnmodifiableMap(AcmeTask::domain, task -> task));
        tasks.forEach(task -> begin(task, facts.stateOf(task.domain())));
    }

    private DomainState usedAgain(DomainState state) {
        if (state.unusedSince() == null || !wanted.contains(state.domain())) {
            return state;
        }
        DomainState used = state.unused(null);
        ports.states().save(used);
        return used;
    }

    private void begin(AcmeTask task, DomainState state) {
        if (task instanceof Order order) {
            log.info("Ordering a certificate for {}: {}", order.domain(), order.reason());
            start(order.domain(), () -> issuer.order(state));
        } else if (task instanceof Resume resume) {
            start(resume.domain(), () -> issuer.resume(state));
        } else if (task instanceof Abandon) {
            abandon(state);
        } else if (task instanceof Forget forget) {
            forget(forget);
        }
    }

    private interface Work {
        void run() throws AcmeException, InterruptedException;
    }

    private void start(String domain, Work work) {
        running.add(domain);
        requested.remove(domain);
        workers.execute(() -> {
            try {
                work.run();
                answered();
            } catch (AcmeException e) {
                unavailable(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                unexpected(domain, e);
            } finally {
                running.remove(domain);
            }
        });
    }

    private synchronized void answered() {
        if (outages > 0) {
            log.info("The ACME authority answers again");
        }
        outages = 0;
        outage = null;
    }

    private synchronized void unavailable(AcmeException e) {
        if (currentOutage() != null) {
            return;
        }
        outages++;
        Instant planned = Backoff.OF_AUTHORITY.after(outages, clock.instant(), AUTHORITY, jitter);
        Instant asked = e.retryAfter();
        Instant until = asked != null && asked.isAfter(planned) ? asked : planned;
        outage = new Outage(until, e.reason());
        log.warn("The ACME authority is unavailable: {}; next attempt at {}", e.reason(), until);
    }

    private synchronized @Nullable Outage currentOutage() {
        Outage current = outage;
        return current != null && current.until().isAfter(clock.instant()) ? current : null;
    }

    /** A fault of Paz or of its parts, such as a full disk. */
    private void unexpected(String domain, RuntimeException e) {
        Instant now = clock.instant();
        DomainState state = ports.states().find(domain).orElseGet(() -> DomainState.of(domain));
        Instant next = Backoff.OF_DOMAIN.after(state.failuresInARow() + 1, now, domain, jitter);
        log.error("Order for {} failed; next attempt at {}", domain, next, e);
        ports.states().save(state.postponed(now, String.valueOf(e), next));
    }

    private void abandon(DomainState state) {
        Instant now = clock.instant();
        try {
            if (state.pending() != null) {
                ports.challenges().withdraw(state.domain());
            }
            ports.states().save(state.abandoned().unused(now));
            if (ports.vault().issued().contains(state.domain())) {
                log.info(
                        "No public service has {} any more; its certificate is removed at {} unless one gets it again",
                        state.domain(),
                        now.plus(AcmePlanner.GRACE));
            }
        } catch (ChallengeException e) {
            log.warn("Challenge of {} is not withdrawn yet: {}; retrying", state.domain(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(Forget forget) {
        String domain = forget.domain();
        if (ports.vault().issued().contains(domain)) {
            ports.vault().delete(domain);
            log.info("The certificate of {} is removed: {}", domain, forget.reason());
        }
        ports.states().delete(domain);
    }

    /**
     * Tries again as soon as the authority's limits allow it.
     *
     * @return why not; empty when it is tried
     */
    public Optional<String> retry(String domain) {
        Instant now = clock.instant();
        if (!wanted.contains(domain)) {
            return Optional.of("no public service has this domain");
        }
        retries.values().removeIf(time -> !time.isAfter(now.minus(RETRY_INTERVAL)));
        if (running.contains(domain) || retries.putIfAbsent(domain, now) != null) {
            return Optional.of("it was tried less than a minute ago");
        }
        requested.add(domain);
        endOutage();
        return Optional.empty();
    }

    private synchronized void endOutage() {
        outage = null;
    }

    /** Of the domains of the last round, in byte order. */
    public List<DomainStatus> statuses() {
        return wanted.stream().map(this::status).toList();
    }

    private DomainStatus status(String domain) {
        Attempt last = ports.states().find(domain).map(DomainState::lastAttempt).orElse(null);
        AcmeTask task = planned.get(domain);
        boolean isRunning = running.contains(domain);
        Instant next = task instanceof Wait wait ? wait.until() : null;
        String reason = task == null ? "" : task.reason();
        return new DomainStatus(domain, last, isRunning, isRunning ? null : next, reason);
    }

    /** Whether nothing is under way. */
    public boolean isIdle() {
        return running.isEmpty();
    }

    /** Orders under way are resumed by the next keeper. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
