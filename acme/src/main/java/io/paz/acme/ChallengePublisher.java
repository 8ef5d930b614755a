package io.paz.acme;

/** Where the answers to challenges are put. */
public interface ChallengePublisher {

    /** How the authority is to look whether a domain is this platform's. */
    default Challenge.Type typeOf(String domain) {
        return Challenge.Type.of(domain);
    }

    /**
     * Puts the answer where the authority looks, and returns when it is found there; again for the same challenge it does no harm.
     *
     * @throws ChallengeException when it is not found there in time
     */
    void publish(Challenge challenge) throws ChallengeException, InterruptedException;

    /** Takes away all answers for this domain; none is no failure. */
    void withdraw(String domain) throws ChallengeException, InterruptedException;

    /** An answer is not where the authority would look for it; the message says where, and what to do. */
    final class ChallengeException extends Exception {

        private static final long serialVersionUID = 1;

        public ChallengeException(String message) {
            super(message);
        }
    }
}
