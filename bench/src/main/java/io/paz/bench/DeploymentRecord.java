package io.paz.bench;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The facts of a deployment that figures need, picked out of the scheduler's JSON: this module has the JDK only. */
final class DeploymentRecord {

    private static final Pattern STEP = Pattern.compile("\\{\"name\":\"([a-z-]+)\",\"at\":");
    private static final Set<String> ENDS = Set.of("done", "failed", "rolled_back", "superseded");
    private static final Pattern SHARE = Pattern.compile("\"evidence\":\"([0-9.]+) % for version ");

    private final String json;

    /** @param json an answer that holds one deployment */
    DeploymentRecord(String json) {
        this.json = json;
    }

    int version() {
        return Math.toIntExact(number("version"));
    }

    String state() {
        return text("state").orElseThrow(() -> missing("state"));
    }

    boolean isEnded() {
        return ENDS.contains(state());
    }

    /** Names of what has happened so far, in order. */
    List<String> steps() {
        return STEP.matcher(json).results().map(found -> found.group(1)).toList();
    }

    /** Why it failed or was rolled back. */
    Optional<String> reason() {
        return text("reason");
    }

    /** Whether the receipt knows all of the traffic. */
    boolean isReceiptComplete() {
        return json.contains("\"receipt\":{\"complete\":true");
    }

    /** Requests to the service while it ran, by the receipt. */
    long requests() {
        return number("requests");
    }

    /** Answers from 500 on, by the receipt. */
    long errors() {
        return number("errors");
    }

    /** The shares of the traffic that a canary was given, in percent. */
    List<Double> shares() {
        return SHARE.matcher(json)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }

    private long number(String field) {
        Matcher found = Pattern.compile("\"" + field + "\":([0-9]+)").matcher(json);
        if (!found.find()) {
            throw missing(field);
        }
        return Long.parseLong(found.group(1));
    }

    private Optional<String> text(String field) {
        Matcher found =
                Pattern.compile("\"" + field + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private IllegalStateException missing(String field) {
        return new IllegalStateException("no " + field + " in " + json);
    }
}
