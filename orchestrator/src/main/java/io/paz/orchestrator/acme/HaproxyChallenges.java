package io.paz.orchestrator.acme;

import io.paz.acme.AcmePorts.Pause;
import io.paz.acme.Challenge;
import io.paz.acme.ChallengePublisher;
import io.paz.engine.key.AcmeKeys;
import io.paz.etcd.Keys;
import io.paz.orchestrator.acme.BalancerProbe.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to HTTP challenges, given by the HAProxy of every host: keys in etcd, from which they take them. */
public final class HaproxyChallenges implements ChallengePublisher {

    private static final Logger log = LoggerFactory.getLogger(HaproxyChallenges.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(300);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final Keys keys;
    private final BalancerProbe balancers;
    private final Clock clock;
    private final Duration timeout;
    private final Pause pause;

    /** Values by key of what is to be in etcd. */
    private final Map<String, String> wanted = new ConcurrentHashMap<>();

    /** @param timeout within which every HAProxy has to answer */
    public HaproxyChallenges(Keys keys, BalancerProbe balancers, Clock clock, Duration timeout) {
        this.keys = keys;
        this.balancers = balancers;
        this.clock = clock;
        this.timeout = timeout;
        this.pause = Pause.by(clock);
    }

    @Override
    public void publish(Challenge challenge) throws ChallengeException, InterruptedException {
        String key = AcmeKeys.challenge(challenge.domain(), challenge.token());
        wanted.put(key, challenge.response());
        await(keys.put(key, challenge.response()));
        Instant deadline = clock.instant().plus(timeout);
        Optional<String> problem = problem(challenge, true);
        while (problem.isPresent() && clock.instant().isBefore(deadline)) {
            pause.until(clock.instant().plus(POLL_INTERVAL));
            problem = problem(challenge, true);
        }
        if (problem.isPresent()) {
            // A host that is gone for good answers nobody else either, and must not hold certificates up.
            problem = problem(challenge, false);
        }
        if (problem.isPresent()) {
            throw new ChallengeException(problem.get());
        }
    }

    /** Why the authority might not find the answer; empty when it will. */
    private Optional<String> problem(Challenge challenge, boolean isSilenceOne)
            throws ChallengeException, InterruptedException {
        List<Finding> findings = await(balancers.ask(challenge).toFuture());
        if (findings.stream().noneMatch(finding -> finding.kind() == Finding.Kind.ANSWERS)) {
            return Optional.of(findings.isEmpty() ? "no load balancer is known" : text(findings));
        }
        List<Finding> bad = findings.stream()
                .filter(finding -> finding.kind() == Finding.Kind.ANSWERS_OTHERWISE
                        || isSilenceOne && finding.kind() == Finding.Kind.SILENT)
                .toList();
        return bad.isEmpty() ? Optional.empty() : Optional.of(text(bad));
    }

    private static String text(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.address() + ": " + finding.detail())
                .collect(Collectors.joining("; ", "the challenge is not answered by ", ""));
    }

    @Override
    public void withdraw(String domain) throws ChallengeException, InterruptedException {
        String folder = AcmeKeys.challenges(domain);
        wanted.keySet().removeIf(key -> key.startsWith(folder));
        await(keys.deletePrefix(folder));
    }

    /** Removes what no order wants, of an earlier run or of a withdrawal that failed, and puts back what is missing. */
    public void reconcile() {
        try {
            Map<String, String> present = await(keys.list(AcmeKeys.CHALLENGES));
            for (String key : present.keySet()) {
                if (!wanted.containsKey(key)) {
                    await(keys.delete(key));
                }
            }
            for (Map.Entry<String, String> entry : wanted.entrySet()) {
                if (!entry.getValue().equals(present.get(entry.getKey()))) {
                    await(keys.put(entry.getKey(), entry.getValue()));
                }
            }
        } catch (ChallengeException e) {
            log.debug("Challenges in etcd are not compared: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T await(CompletableFuture<T> call) throws ChallengeException, InterruptedException {
        try {
            return call.get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ChallengeException(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw new ChallengeException("no answer within %d s".formatted(CALL_TIMEOUT.toSeconds()));
        }
    }
}
