package io.paz.directory.catalog;

/** What only one service at a time may own. */
public record Claim(Kind kind, String value) {

    /** Kinds of claims beside the name. */
    public enum Kind {
        HOST_PORT("host port"),
        DOMAIN("domain");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static Claim hostPort(int port) {
        return new Claim(Kind.HOST_PORT, String.valueOf(port));
    }

    static Claim domain(String domain) {
        return new Claim(Kind.DOMAIN, domain);
    }

    @Override
    public String toString() {
        return kind.words + " " + value;
    }
}
