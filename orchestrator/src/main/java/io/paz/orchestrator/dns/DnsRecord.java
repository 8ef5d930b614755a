package io.paz.orchestrator.dns;

/**
 * A record of the zone.
 *
 * @param name relative to the zone; empty for the zone itself
 * @param type such as {@code A}
 * @param content an address, or text without quotes
 */
public record DnsRecord(String name, String type, String content) {

    static final String ADDRESS = "A";
    static final String TEXT = "TXT";
    private static final String MARK_PREFIX = "_paz.";
    private static final String MARK = "managed by paz";

    static DnsRecord address(String name, String address) {
        return new DnsRecord(name, ADDRESS, address);
    }

    /** The answer to a challenge of an ACME authority. */
    public static DnsRecord challenge(String name, String value) {
        return new DnsRecord(name, TEXT, value);
    }

    /** Beside each name that Paz set stands this one, so that no name of somebody else's is ever touched. */
    static DnsRecord mark(String name) {
        return new DnsRecord(MARK_PREFIX + name, TEXT, MARK);
    }

    boolean marks(String other) {
        return equals(mark(other));
    }
}
