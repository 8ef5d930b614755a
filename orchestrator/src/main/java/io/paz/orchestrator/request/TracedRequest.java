package io.paz.orchestrator.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One request with all its passes through HAProxy.
 *
 * @param fromClient the pass that answered the client
 * @param inner passes from HAProxy to itself, in order of time; empty where the first led to an instance
 */
public record TracedRequest(RequestPass fromClient, List<RequestPass> inner) {

    public TracedRequest {
        inner = List.copyOf(inner);
    }

    /**
     * Joins passes to requests, oldest first. Clients may choose ids, so several requests can have one. An inner pass ends before the one that led to it, and
     * belongs to the next of those that ends.
     *
     * @param passes with the same id, in the order of the log
     */
    public static List<TracedRequest> join(List<RequestPass> passes) {
        List<TracedRequest> requests = new ArrayList<>();
        List<RequestPass> inner = new ArrayList<>();
        for (RequestPass pass : passes) {
            if (!pass.isFromClient()) {
                inner.add(pass);
                continue;
            }
            requests.add(new TracedRequest(pass, pass.leadsToInnerPass() ? inner : List.of()));
            inner = new ArrayList<>();
        }
        return requests;
    }

    /** The passes that say what instances did, in order. */
    public List<RequestPass> attempts() {
        return inner.isEmpty() ? List.of(fromClient) : inner;
    }

    /** The instances that were asked, in order. */
    public Stream<String> instances() {
        return attempts().stream()
                .filter(attempt -> !attempt.server().isEmpty() && !attempt.leadsToInnerPass())
                .map(RequestPass::server);
    }

    public Instant start() {
        return fromClient.start();
    }

    /** What happened, a sentence for each step. */
    public List<String> story() {
        List<String> sentences = new ArrayList<>();
        sentences.add("%s %s%s came from %s%s"
                .formatted(
                        fromClient.method(),
                        fromClient.host(),
                        fromClient.path(),
                        fromClient.client(),
                        fromClient.service().isEmpty()
                                ? "; no service has this host name there"
                                : ", for " + fromClient.service()));
        attempts().forEach(attempt -> sentences.add(sentence(attempt)));
        sentences.add("The client got %s after %d ms%s"
                .formatted(
                        fromClient.status() < 0 ? "no answer" : fromClient.status(),
                        fromClient.totalMillis(),
                        ended(fromClient)));
        return sentences;
    }

    private static String sentence(RequestPass attempt) {
        if (attempt.server().isEmpty()) {
            return "No instance was asked" + ended(attempt);
        }
        String tries = attempt.retries() == 0
                ? ""
                : " (%d failed %s before%s)"
                        .formatted(
                                attempt.retries(),
                                attempt.retries() == 1 ? "connection" : "connections",
                                attempt.otherServer() ? ", then another instance" : "");
        return "%s was asked%s and gave %s%s"
                .formatted(
                        attempt.server(),
                        tries,
                        attempt.responseMillis() < 0
                                ? "no answer"
                                : "%d after %d ms".formatted(attempt.status(), attempt.responseMillis()),
                        ended(attempt));
    }

    private static String ended(RequestPass pass) {
        return Termination.words(pass.termination()).map(words -> ": " + words).orElse("");
    }
}
