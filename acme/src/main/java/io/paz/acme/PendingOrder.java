package io.paz.acme;

/**
 * An order under way, stored before the authority is asked to sign: after a restart it is resumed.
 *
 * @param location URL of the order at the authority; empty while it is not known whether the authority took it
 * @param key key pair of the certificate, as {@link KeyPairText} writes it
 */
public record PendingOrder(String location, String key) {

    PendingOrder at(String url) {
        return new PendingOrder(url, key);
    }

    boolean isPlaced() {
        return !location.isEmpty();
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "PendingOrder[" + location + "]";
    }
}
