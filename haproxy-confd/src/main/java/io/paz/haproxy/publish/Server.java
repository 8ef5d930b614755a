package io.paz.haproxy.publish;

import java.util.List;
import java.util.Optional;

/**
 * A {@code server} line of a configuration.
 *
 * @param address ip:port
 * @param options the words between address and weight, which say how it is checked
 * @param weight its share of the requests, 0 to 256
 */
public record Server(ServerName name, String address, List<String> options, int weight) {

    private static final String CHECK = "check";
    private static final int WORDS_BEFORE_OPTIONS = 3;
    private static final int WORDS_OF_WEIGHT = 2;

    public Server {
        options = List.copyOf(options);
    }

    /** Whether HAProxy checks its health; one that is not checked gets requests at once. */
    public boolean isChecked() {
        return options.contains(CHECK);
    }

    /** Empty for a line that the template does not write: one that is no server's, or does not end with the weight. */
    static Optional<Server> of(String backend, String line) {
        List<String> words = List.of(line.strip().split(" "));
        int end = words.size() - WORDS_OF_WEIGHT;
        if (end < WORDS_BEFORE_OPTIONS
                || !words.get(0).equals("server")
                || !words.get(end).equals("weight")) {
            return Optional.empty();
        }
        return Optional.of(new Server(
                new ServerName(backend, words.get(1)),
                words.get(2),
                words.subList(WORDS_BEFORE_OPTIONS, end),
                Integer.parseInt(words.get(end + 1))));
    }
}
