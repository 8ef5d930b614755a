package io.paz.orchestrator.acme;

import io.paz.acme.Challenge;
import io.paz.acme.ChallengePublisher;
import java.util.Optional;

/** Answers to challenges of either type: by HAProxy, and in the DNS where a provider is known. */
public final class Challenges implements ChallengePublisher {

    private final HaproxyChallenges http;
    private final Optional<DnsChallenges> dns;
    private final boolean isDnsPreferred;

    /** @param isDnsPreferred whether the DNS is used for all domains that a zone is known of, or for wildcards only */
    public Challenges(HaproxyChallenges http, Optional<DnsChallenges> dns, boolean isDnsPreferred) {
        this.http = http;
        this.dns = dns;
        this.isDnsPreferred = isDnsPreferred;
    }

    @Override
    public Challenge.Type typeOf(String domain) {
        return isDnsPreferred && isInZone(domain) ? Challenge.Type.DNS : Challenge.Type.of(domain);
    }

    private boolean isInZone(String domain) {
        return dns.flatMap(known -> known.zoneOf(domain)).isPresent();
    }

    /** Why no authority could be satisfied for this domain; empty where one can. */
    Optional<String> obstacle(String domain) {
        return typeOf(domain) == Challenge.Type.HTTP || isInZone(domain)
                ? Optional.empty()
                : Optional.of("a wildcard is proved in the DNS only (expected: its zone among --acme-dns-zones)");
    }

    @Override
    public void publish(Challenge challenge) throws ChallengeException, InterruptedException {
        if (challenge.type() == Challenge.Type.HTTP) {
            http.publish(challenge);
        } else {
            dns.orElseThrow(() -> new ChallengeException("no DNS provider is configured (expected: --acme-dns-zones)"))
                    .publish(challenge);
        }
    }

    @Override
    public void withdraw(String domain) throws ChallengeException, InterruptedException {
        http.withdraw(domain);
        if (dns.isPresent()) {
            dns.get().withdraw(domain);
        }
    }

    void reconcile() {
        http.reconcile();
        dns.ifPresent(DnsChallenges::reconcile);
    }
}
