package io.paz.engine.fleet.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the command line of a sidekick asks for, for a host that registers the instance itself instead of running the script.
 *
 * @param fields as the script sends them to the announcer
 * @param socket of the announcer
 */
public record SidekickCommand(Map<String, String> fields, String socket) {

    private static final String SHELL = "/bin/sh";
    private static final String DEFAULT_SOCKET = "/run/paz/announcer.sock";
    private static final List<String> ARGUMENTS = List.of(
            "container", "port", "path", "method", "host", "statuses", "interval", "timeout", "rise", "fall", "key");
    /** Shell, option, script and the script's own name. */
    private static final int WORDS_BEFORE = 4;

    public SidekickCommand {
        fields = Map.copyOf(fields);
    }

    /** Whether the program of a command is the one that runs sidekicks. */
    public static boolean isShell(String program) {
        return program.equals(SHELL);
    }

    /** Empty for every other command, and for a sidekick of another release, whose script may do something else. */
    public static Optional<SidekickCommand> parse(List<String> argv, Map<String, String> environment) {
        String platform = environment.get("PAZ_PLATFORM");
        boolean isSidekick = platform != null
                && argv.size() == WORDS_BEFORE + ARGUMENTS.size()
                && isShell(argv.get(0))
                && argv.get(1).equals("-c")
                && isScript(argv.get(2));
        if (!isSidekick) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < ARGUMENTS.size(); i++) {
            fields.put(ARGUMENTS.get(i), argv.get(WORDS_BEFORE + i));
        }
        fields.put("platform", platform);
        String socket = environment.getOrDefault("PAZ_ANNOUNCER_SOCKET", "");
        return Optional.of(new SidekickCommand(fields, socket.isEmpty() ? DEFAULT_SOCKET : socket));
    }

    /** A continued line leaves blanks before the next line of the script. */
    private static boolean isScript(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n")).equals(UnitScript.ANNOUNCE.plain());
    }
}
