package io.paz.acme;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * What orders need of the world.
 *
 * @param pollInterval how often an order under way is looked at, where the authority does not say
 */
public record AcmePorts(
        AcmeAuthority authority,
        CertificateVault vault,
        ChallengePublisher challenges,
        DomainRepository states,
        Pause pause,
        Duration pollInterval) {

    /** Waits. */
    public interface Pause {
        void until(Instant time) throws InterruptedException;

        /** Waits until this clock says so. */
        static Pause by(Clock clock) {
            return time -> {
                while (clock.instant().isBefore(time)) {
                    LockSupport.parkNanos(
                            Duration.between(clock.instant(), time).toNanos());
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            };
        }
    }
}
