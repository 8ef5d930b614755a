package io.paz.host.unit;

import io.paz.host.unit.text.VariableExpansion;
import java.util.List;
import java.util.Map;

/**
 * One command of an {@code Exec...=} line.
 *
 * @param program an absolute path, or a name to be found on the search path
 * @param argv the argument vector from its zeroth word on, variables not yet replaced
 * @param ignoreFailure whether any end of it counts as success ({@code -})
 * @param asHost whether it runs as the host's own user, whatever {@code User=} says ({@code +}, {@code !})
 * @param literal whether {@code $} means itself ({@code :})
 */
public record ExecCommand(String program, List<String> argv, boolean ignoreFailure, boolean asHost, boolean literal) {
    public ExecCommand {
        argv = List.copyOf(argv);
    }

    /** The argument vector that the process sees. */
    public List<String> argv(Map<String, String> environment) {
        return literal ? argv : VariableExpansion.expand(argv, environment);
    }
}
