package io.paz.acme;

import io.paz.acme.AcmeAuthority.OrderProgress;
import io.paz.acme.AcmeAuthority.OrderStatus;
import io.paz.acme.CertificateVault.UnusableCertificateException;
import io.paz.acme.ChallengePublisher.ChallengeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the order of one domain as far as it goes now, and stores each step before the next one. */
final class DomainIssuer {

    private static final Logger log = LoggerFactory.getLogger(DomainIssuer.class);
    private static final Duration MAX_TIME = Duration.ofMinutes(5);

    private final AcmePorts ports;
    private final Jitter jitter;
    private final Clock clock;

    DomainIssuer(AcmePorts ports, Jitter jitter, Clock clock) {
        this.ports = ports;
        this.jitter = jitter;
        this.clock = clock;
    }

    /** @throws AcmeException when the authority is not there, of {@link AcmeException.Kind#UNAVAILABLE}; the order stays */
    void order(DomainState before) throws AcmeException, InterruptedException {
        DomainState intended = intended(before);
        run(intended, () -> place(intended));
    }

    private DomainState intended(DomainState before) {
        return save(before.ordering(new PendingOrder("", KeyPairText.generate()), clock.instant()));
    }

    /** As {@link #order}, for an order that a state has. One that the authority does not know, or that ended, is ordered anew. */
    void resume(DomainState state) throws AcmeException, InterruptedException {
        run(state, () -> {
            if (isGone(state)) {
                place(intended(state.abandoned()));
            } else {
                advance(state);
            }
        });
    }

    private boolean isGone(DomainState state) throws AcmeException {
        try {
            return !pending(state).isPlaced() || look(state).status() == OrderStatus.INVALID;
        } catch (AcmeException e) {
            if (e.kind() != AcmeException.Kind.REFUSED) {
                throw e;
            }
            log.info("Order of {} is gone: {}; ordering anew", state.domain(), e.reason());
            return true;
        }
    }

    private interface Step {
        void run() throws AcmeException, ChallengeException, UnusableCertificateException, InterruptedException;
    }

    private void run(DomainState intended, Step step) throws AcmeException, InterruptedException {
        try {
            step.run();
        } catch (ChallengeException e) {
            postponed(stored(intended), e.getMessage(), null);
        } catch (UnusableCertificateException e) {
            failed(stored(intended), String.valueOf(e.getMessage()), false);
        } catch (AcmeException e) {
            refused(stored(intended), e);
        }
    }

    private void refused(DomainState state, AcmeException e) throws AcmeException, InterruptedException {
        if (e.kind() == AcmeException.Kind.UNAVAILABLE) {
            save(state.interrupted(clock.instant(), e.reason()));
            throw e;
        }
        if (e.kind() == AcmeException.Kind.RATE_LIMITED) {
            postponed(state, e.reason(), e.retryAfter());
        } else {
            failed(state, e.reason(), false);
        }
    }

    private void place(DomainState intended)
            throws AcmeException, ChallengeException, UnusableCertificateException, InterruptedException {
        String location = ports.authority().order(intended.domain());
        advance(save(intended.withPending(pending(intended).at(location))));
    }

    private void advance(DomainState state)
            throws AcmeException, ChallengeException, UnusableCertificateException, InterruptedException {
        Instant deadline = clock.instant().plus(MAX_TIME);
        boolean isAsked = false;
        while (true) {
            OrderProgress progress = look(state);
            if (progress.status() == OrderStatus.INVALID) {
                failed(state, progress.problem(), true);
                return;
            }
            if (progress.status() == OrderStatus.VALID) {
                finish(state);
                return;
            }
            if (progress.status() == OrderStatus.READY) {
                ports.authority()
                        .sign(
                                location(state),
                                state.domain(),
                                KeyPairText.parse(pending(state).key()));
            } else if (!isAsked && progress.challenge().isPresent()) {
                ports.challenges().publish(progress.challenge().get());
                ports.authority().validate(location(state), typeOf(state));
                isAsked = true;
            }
            Instant next = nextLook(progress);
            if (next.isAfter(deadline)) {
                save(state.waiting(next));
                return;
            }
            ports.pause().until(next);
        }
    }

    private Instant nextLook(OrderProgress progress) {
        Instant planned = clock.instant().plus(ports.pollInterval());
        Instant asked = progress.retryAfter();
        return asked != null && asked.isAfter(planned) ? asked : planned;
    }

    private void finish(DomainState state) throws AcmeException, UnusableCertificateException, InterruptedException {
        String domain = state.domain();
        String chain = ports.authority().chain(location(state));
        boolean isNew = ports.vault().find(List.of(domain)).isEmpty();
        ports.vault().save(domain, chain, KeyPairText.privatePem(pending(state).key()));
        save(state.succeeded(clock.instant(), isNew));
        log.info("{} has a new certificate", domain);
        withdraw(domain);
    }

    private void failed(DomainState state, String reason, boolean wasValidated) throws InterruptedException {
        Instant now = clock.instant();
        Instant next = backoff(state, now);
        save(wasValidated ? state.failedValidation(now, reason, next) : state.failed(now, reason, next));
        report(state, reason, next);
        withdraw(state.domain());
    }

    private void postponed(DomainState state, @Nullable String reason, @Nullable Instant asked)
            throws InterruptedException {
        Instant now = clock.instant();
        Instant planned = backoff(state, now);
        Instant next = asked != null && asked.isAfter(planned) ? asked : planned;
        save(state.postponed(now, String.valueOf(reason), next));
        report(state, String.valueOf(reason), next);
        withdraw(state.domain());
    }

    private Instant backoff(DomainState state, Instant now) {
        return Backoff.OF_DOMAIN.after(state.failuresInARow() + 1, now, state.domain(), jitter);
    }

    private void report(DomainState state, String reason, Instant next) {
        String line = new Attempt(next, false, reason).reason();
        log.warn("Certificate of {} was not issued: {}; next attempt at {}", state.domain(), line, next);
    }

    private void withdraw(String domain) throws InterruptedException {
        try {
            ports.challenges().withdraw(domain);
        } catch (ChallengeException e) {
            log.warn("Challenge of {} is not withdrawn yet: {}; retrying", domain, e.getMessage());
        }
    }

    private OrderProgress look(DomainState state) throws AcmeException {
        return ports.authority().look(location(state), typeOf(state));
    }

    private DomainState stored(DomainState intended) {
        return ports.states().find(intended.domain()).orElse(intended);
    }

    private DomainState save(DomainState state) {
        ports.states().save(state);
        return state;
    }

    private static String location(DomainState state) {
        return pending(state).location();
    }

    private static PendingOrder pending(DomainState state) {
        return Objects.requireNonNull(state.pending(), "an order is under way");
    }

    private Challenge.Type typeOf(DomainState state) {
        return ports.challenges().typeOf(state.domain());
    }
}
