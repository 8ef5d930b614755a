package io.paz.directory.catalog;

/** What only one service at a time may own. */
public record Claim(Kind kind, String value) {

    /** Kinds of claims beside the name. */
    public enum Kind {
        HOST_PORT("host port"),
        TCP_PORT("public TCP port"),
        DOMAIN("domain"),
        ROUTE("route");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static Claim hostPort(int port) {
        return new Claim(Kind.HOST_PORT, String.valueOf(port));
    }

    /** Where HAProxy listens for a TCP service. */
    static Claim tcpPort(int port) {
        return new Claim(Kind.TCP_PORT, String.valueOf(port));
    }

    static Claim domain(String domain) {
        return new Claim(Kind.DOMAIN, domain);
    }

    /** A prefix of the paths of a host; all of its paths are the same as its domain. */
    static Claim route(String host, String prefix) {
        return prefix.isEmpty() ? domain(host) : new Claim(Kind.ROUTE, host + prefix);
    }

    @Override
    public String toString() {
        return kind.words + " " + value;
    }
}
