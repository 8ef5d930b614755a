package io.paz.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the steps of deployments happened, after their hooks were sent, by what the parts of the platform note themselves: the scheduler's
 * steps, the host's journal, and Docker. All clocks are this machine's.
 */
final class Timeline {

    private static final Pattern STEP = Pattern.compile("\\{\"name\":\"([a-z-]+)\",\"at\":\"?([^,\"}]+)\"?");
    private static final Pattern ENTRY_TIME = Pattern.compile("\"__REALTIME_TIMESTAMP\":\"?([0-9]+)");
    private static final Pattern ENTRY_MESSAGE = Pattern.compile("\"MESSAGE\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int MICROS = 1_000_000;

    private final Platform platform;
    private final Map<String, Samples> steps = new LinkedHashMap<>();

    Timeline(Platform platform) {
        this.platform = platform;
    }

    /** Adds the first deployment of a service of one instance; called while it runs. */
    void add(String service, Instant sent, Instant answered, Instant routed) throws IOException, InterruptedException {
        put("hook answered", sent, answered);
        put("first answer", sent, routed);
        addContainer(service + "-1-1", sent);
        addJournal(service + "-1-1.service", service + "-announce-1-1.service", sent);
        Matcher step = STEP.matcher(platform.deployment(service, 1));
        while (step.find()) {
            put("scheduler: " + step.group(1), sent, instant(step.group(2)));
        }
    }

    private void addContainer(String container, Instant sent) throws IOException, InterruptedException {
        String[] times = Commands.run("docker", "inspect", "-f", "{{.Created}} {{.State.StartedAt}}", container)
                .split(" ");
        put("docker: container created", sent, Instant.parse(times[0]));
        put("docker: process started", sent, Instant.parse(times[1]));
    }

    private void addJournal(String unit, String sidekick, Instant sent) throws IOException, InterruptedException {
        entries("UNIT=" + unit).forEach(entry -> note("host: container's unit", entry, sent, "Starting ", "Started "));
        entries("UNIT=" + sidekick).forEach(entry -> note("host: sidekick's unit", entry, sent, "Starting "));
        entries("_SYSTEMD_UNIT=" + sidekick)
                .forEach(entry -> note("announcer:", entry, sent, "container ", "not announced: ", "announced "));
    }

    private List<String> entries(String match) throws IOException, InterruptedException {
        return platform.host("GET", "/entries?" + match, "", "application/json")
                .lines()
                .toList();
    }

    /** The first entry of each beginning counts. */
    private void note(String who, String entry, Instant sent, String... beginnings) {
        Matcher time = ENTRY_TIME.matcher(entry);
        Matcher message = ENTRY_MESSAGE.matcher(entry);
        if (!time.find() || !message.find()) {
            return;
        }
        long micros = Long.parseLong(time.group(1));
        Instant at = Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1_000);
        for (String beginning : beginnings) {
            if (message.group(1).startsWith(beginning)) {
                put(who + " " + beginning.strip().replace(":", ""), sent, at);
            }
        }
    }

    private static Instant instant(String text) {
        return text.matches("[0-9]+") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
    }

    private void put(String step, Instant sent, Instant at) {
        steps.computeIfAbsent(step, Samples::new).add(Duration.between(sent, at));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("steps, medians after the hook was sent:\n");
        steps.entrySet().stream()
                .sorted(Comparator.comparingDouble(step -> step.getValue().median()))
                .forEach(step -> text.append(String.format(
                        Locale.ROOT, "  %8.1f ms  %s%n", step.getValue().median(), step.getKey())));
        return text.toString();
    }
}
