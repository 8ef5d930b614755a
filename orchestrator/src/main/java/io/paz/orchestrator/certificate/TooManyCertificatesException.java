package io.paz.orchestrator.certificate;

/** There are as many certificates as a proxy is given. */
public final class TooManyCertificatesException extends RuntimeException {

    public TooManyCertificatesException(int max) {
        super("certificates: there are %d already (expected: at most that many; delete those that are not needed)"
                .formatted(max));
    }
}
