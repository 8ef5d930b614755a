package io.paz.directory.catalog;

/** Ports from the first to the last one; none where the last comes before the first. */
public record PortRange(int first, int last) {

    /** No port at all. */
    public static final PortRange NONE = new PortRange(1, 0);

    /** @param text such as {@code 20000-20099}; empty for no port */
    public static PortRange parse(String text) {
        String[] ends = text.split("-", 2);
        return text.isEmpty() ? NONE : new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    boolean contains(int port) {
        return port >= first && port <= last;
    }

    @Override
    public String toString() {
        return first + " to " + last;
    }
}
