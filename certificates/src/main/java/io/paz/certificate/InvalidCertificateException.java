package io.paz.certificate;

/** A certificate, its chain or its key cannot be served; the message says why and what to do, and shows nothing of the key. */
public final class InvalidCertificateException extends RuntimeException {

    InvalidCertificateException(String message) {
        super(message);
    }
}
