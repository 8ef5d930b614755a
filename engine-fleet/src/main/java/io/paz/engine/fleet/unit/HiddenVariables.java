package io.paz.engine.fleet.unit;

import io.paz.secret.SecretVariable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Variables of a container that reach it without standing in a command line, which every user of a host can read: the script
 * {@link UnitScript#RUN} gives them to docker, or {@link UnitScript#RUN_SECRETS} where some are secret, which has them decrypted. Their values are in the environment of the script, cut into pieces, since fleet refuses a
 * line of 2,048 bytes or more.
 */
final class HiddenVariables {

    /** Where docker finds those of one line. */
    static final String FILE = "--env-file=/dev/fd/3";

    static final String IN_FILE = "file:";
    static final String IN_ENVIRONMENT = "own:";
    /** A secret one that may have several lines. */
    private static final String SECRET = "secret:";
    /** A secret one that may have one line only. */
    private static final String SECRET_IN_FILE = "secret-line:";

    /** Characters of a piece; escaped for printf and for systemd, each takes six bytes at most. */
    private static final int PIECE_LENGTH = 300;

    private static final Pattern FILE_NAME = Pattern.compile("[^#\\s\\h\\v\uFEFF][^\\s\\h\\v]*");
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What the shell, docker or the loader of programs would take for its own, or a host's settings would replace. */
    private static final Pattern RESERVED = Pattern.compile(
            "(?i)(paz_|ld_|docker_|buildkit_|moby_|go|glibc_|malloc_|etcd|systemd_|xdg_).*|path|home|ifs|env|ps[0-9]|optind|opterr|optarg|pwd|oldpwd|shell|tmpdir|lang|lc_.*|notify_socket|mainpid|_|user|logname");

    private final Map<String, String> hidden = new LinkedHashMap<>();
    private final Map<String, String> visible = new LinkedHashMap<>();

    HiddenVariables(Map<String, String> variables) {
        variables.forEach((name, value) -> (prefix(name, value) == null ? visible : hidden).put(name, value));
    }

    boolean isEmpty() {
        return hidden.isEmpty();
    }

    /** The script that gives them to docker. */
    UnitScript script() {
        boolean isAnySecret = hidden.values().stream().anyMatch(SecretVariable::isSecret);
        return isAnySecret ? UnitScript.RUN_SECRETS : UnitScript.RUN;
    }

    boolean has(String name) {
        return hidden.containsKey(name);
    }

    /** Those that cannot be hidden: of several lines, with a name that is none for a shell or means something to it. */
    Map<String, String> visible() {
        return visible;
    }

    private static @Nullable String prefix(String name, String value) {
        boolean isOwn =
                SHELL_NAME.matcher(name).matches() && !RESERVED.matcher(name).matches();
        if (SecretVariable.isSecret(value)) {
            return isOwn ? SECRET : SECRET_IN_FILE;
        }
        boolean isOneLine = value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        if (isOneLine && FILE_NAME.matcher(name).matches()) {
            return IN_FILE;
        }
        return isOwn ? IN_ENVIRONMENT : null;
    }

    /** Adds the arguments of the script that come before the command. */
    void addNames(CommandLine line) {
        hidden.forEach((name, value) -> line.add("env." + name, prefix(name, value) + name));
    }

    /** Adds docker's options. */
    void addOptions(CommandLine line) {
        if (!hidden.isEmpty()) {
            line.addTemplate(FILE);
        }
        hidden.forEach((name, value) -> {
            if (IN_ENVIRONMENT.equals(prefix(name, value))) {
                line.add("env." + name, "--env=" + name);
            }
        });
    }

    /** Values for {@code Environment=}. */
    List<String> assignments() {
        List<String> assignments = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, String> variable : hidden.entrySet()) {
            number++;
            List<String> pieces = pieces(variable.getValue());
            for (int piece = 0; piece < pieces.size(); piece++) {
                assignments.add(SystemdQuoting.assignment(
                        "env." + variable.getKey(), variable(number, piece) + "=" + pieces.get(piece)));
            }
        }
        return assignments;
    }

    static String variable(int number, int piece) {
        return "PAZ_V" + number + "_" + piece;
    }

    private static List<String> pieces(String value) {
        List<String> pieces = new ArrayList<>();
        int[] points = value.codePoints().toArray();
        for (int begin = 0; begin < points.length; begin += PIECE_LENGTH) {
            StringBuilder piece = new StringBuilder();
            for (int i = begin; i < Math.min(points.length, begin + PIECE_LENGTH); i++) {
                append(piece, points[i]);
            }
            pieces.add(piece.toString());
        }
        return pieces;
    }

    /** As {@code printf %b} reads it. */
    private static void append(StringBuilder piece, int point) {
        if (point == '\\') {
            piece.append("\\\\");
        } else if (point != 0 && SystemdQuoting.isControl(point)) {
            piece.append(String.format("\\0%03o", point));
        } else {
            piece.appendCodePoint(point);
        }
    }
}
