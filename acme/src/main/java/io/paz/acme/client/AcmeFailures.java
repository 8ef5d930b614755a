package io.paz.acme.client;

import io.paz.acme.AcmeException;
import io.paz.acme.AcmeException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeRetryAfterException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** Translates what acme4j throws, and keeps the authority's own words. */
final class AcmeFailures {

    private static final Set<URI> OF_THE_AUTHORITY = Stream.of("serverInternal", "badNonce")
            .map(name -> URI.create("urn:ietf:params:acme:error:" + name))
            .collect(Collectors.toUnmodifiableSet());
    private static final URI NO_ACCOUNT = URI.create("urn:ietf:params:acme:error:accountDoesNotExist");

    private AcmeFailures() {}

    /** The deprecated one is thrown where the authority wants to be left alone before anything was asked. */
    @SuppressWarnings("deprecation")
    static AcmeException translated(Exception failure) {
        if (failure instanceof AcmeRateLimitedException limited) {
            return new AcmeException(
                    Kind.RATE_LIMITED,
                    reason(limited.getProblem()),
                    limited.getRetryAfter().orElse(null));
        }
        if (failure instanceof AcmeRetryAfterException later) {
            return new AcmeException(Kind.UNAVAILABLE, text(later), later.getRetryAfter());
        }
        if (failure instanceof AcmeServerException refused && !OF_THE_AUTHORITY.contains(refused.getType())) {
            return new AcmeException(Kind.REFUSED, reason(refused.getProblem()), null);
        }
        if (String.valueOf(failure.getMessage()).matches("HTTP 4\\d\\d")) {
            return new AcmeException(Kind.REFUSED, "the authority answered with " + failure.getMessage(), null);
        }
        Instant later = failure.getCause() instanceof LaterException busy ? busy.retryAfter() : null;
        return new AcmeException(Kind.UNAVAILABLE, text(failure), later);
    }

    static boolean isUnknownAccount(Exception failure) {
        return failure instanceof AcmeServerException refused
                && refused.getType().equals(NO_ACCOUNT);
    }

    /** Detail and sub-problems, and the type where there is no more. */
    static String reason(Problem problem) {
        String details = Stream.concat(
                        problem.getDetail().stream(),
                        problem.getSubProblems().stream().flatMap(sub -> sub.getDetail().stream()))
                .collect(Collectors.joining("; "));
        return details.isEmpty() ? problem.getType().toString() : details;
    }

    /** The innermost cause of a failed connection says most. */
    private static String text(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null || inner instanceof IOException && message.isBlank()
                ? "no connection to the authority (" + inner.getClass().getSimpleName() + ")"
                : message;
    }
}
