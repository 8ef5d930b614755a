package io.paz.orchestrator.request;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request's pass through one of HAProxy's front ends, as HAProxy logs it. A request that another instance may answer passes twice, with the same
 * id: to a front end for clients, and from there to an inner one. The format of the line is {@code log-format} of haproxy.cfg.tmpl.
 *
 * @param id value of {@code X-Request-Id}
 * @param end when the answer was sent, or the request ended without one
 * @param service name of the service that the host belongs to; empty if there is none
 * @param server name of the instance, or of HAProxy's own socket; empty if no server was chosen
 * @param status of the answer; -1 if there was none
 * @param termination HAProxy's four characters for how it ended; see {@link Termination}
 * @param queueMillis in the queue of the backend; -1 if it did not come so far, as for the next two
 * @param totalMillis from the first byte of the request to the last of the answer
 * @param retries connection attempts that failed
 * @param otherServer whether another server was chosen after a failed attempt
 * @param received bytes of the request
 * @param sent bytes of the answer
 * @param path without the query, as the client escaped it
 */
public record RequestPass(
        String id,
        Instant end,
        String frontEnd,
        String service,
        String server,
        int status,
        String termination,
        long queueMillis,
        long connectMillis,
        long responseMillis,
        long totalMillis,
        int retries,
        boolean otherServer,
        long received,
        long sent,
        String client,
        String method,
        String host,
        String path) {

    private static final String FORMAT = "paz1";
    private static final String NONE = "-";
    private static final String NO_SERVER = "<NOSRV>";
    private static final int FIELDS = 19;
    private static final Pattern BLANK = Pattern.compile(" ");

    /** Reads a line of the log; empty for anything else. */
    public static Optional<RequestPass> parse(String line) {
        String[] fields = BLANK.split(line);
        if (fields.length != FIELDS || !fields[0].equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(fields));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static RequestPass of(String[] fields) {
        String retries = fields[12];
        boolean otherServer = retries.startsWith("+");
        return new RequestPass(
                fields[1],
                Instant.ofEpochMilli(Long.parseLong(fields[2])),
                fields[3],
                fields[4].equals(NONE) ? "" : fields[4],
                fields[5].equals(NO_SERVER) ? "" : fields[5],
                Integer.parseInt(fields[6]),
                fields[7],
                Long.parseLong(fields[8]),
                Long.parseLong(fields[9]),
                Long.parseLong(fields[10]),
                Long.parseLong(fields[11]),
                Integer.parseInt(otherServer ? retries.substring(1) : retries),
                otherServer,
                Long.parseLong(fields[13]),
                Long.parseLong(fields[14]),
                fields[15],
                fields[16],
                fields[17].equals(NONE) ? "" : fields[17],
                fields[18]);
    }

    /** Whether it is the pass of a request from a client, and not a second one from HAProxy to itself. */
    public boolean isFromClient() {
        return !frontEnd.equals("front_first") && !frontEnd.equals("front_again");
    }

    /** Whether its server is HAProxy itself: an inner pass says what the instance did. */
    boolean leadsToInnerPass() {
        return server.equals("first") || server.equals("again");
    }

    /**
     * A line of the log as it is kept: of a path below Paz's own names the first segment only, since addresses of hooks hold secrets, and so of one that
     * came for a name that nobody has.
     */
    public String kept(String line) {
        boolean isService = !service.isEmpty() && !service.startsWith("paz-");
        int end = path.indexOf('/', 1);
        return isService || end < 0 ? line : line.substring(0, line.length() - path.length() + end) + "/***";
    }

    Instant start() {
        return end.minusMillis(Math.max(0, totalMillis));
    }
}
