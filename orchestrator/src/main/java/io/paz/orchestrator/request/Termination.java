package io.paz.orchestrator.request;

import java.util.Map;
import java.util.Optional;

/**
 * How a request ended, in words: the first two characters of HAProxy's session state at disconnection, of which the first says who ended it and
 * the second what it was doing then. Source: HAProxy 2.6 configuration manual, section 8.5.
 */
final class Termination {

    private static final char NORMAL = '-';

    private static final Map<Character, String> CAUSES = Map.of(
            'C', "the client closed the connection",
            'c', "the client was silent for too long",
            'S', "the instance closed or refused the connection",
            's', "the instance was silent for too long",
            'P', "HAProxy refused it by a rule or a limit",
            'L', "HAProxy answered it itself",
            'R', "HAProxy had no memory or sockets left",
            'I', "HAProxy found an error of its own",
            'D', "the instance was marked as down",
            'K', "an operator ended it");

    private static final Map<Character, String> PHASES = Map.of(
            'R', "while the request was read",
            'Q', "while it waited in the queue",
            'C', "while HAProxy connected to the instance",
            'H', "before the head of the answer was complete",
            'D', "while the body was sent",
            'L', "while the last bytes were sent",
            'T', "while it was held up on purpose");

    private Termination() {}

    /** Empty for a request that ended as it should. */
    static Optional<String> words(String state) {
        if (state.length() < 2 || state.charAt(0) == NORMAL) {
            return Optional.empty();
        }
        String cause = CAUSES.getOrDefault(state.charAt(0), "it was ended");
        String phase = PHASES.getOrDefault(state.charAt(1), "");
        return Optional.of((cause + " " + phase).strip());
    }
}
