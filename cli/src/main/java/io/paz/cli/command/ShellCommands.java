package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What shells and their users need: completion, a manual page. */
@Command
final class ShellCommands extends Group {

    ShellCommands(Session session) {
        super(session);
    }

    @Command(name = "completion", description = "Print the completion for a shell: source <(paz completion bash)")
    void completion(@Parameters(paramLabel = "SHELL", description = "bash or zsh") String shell) {
        switch (shell) {
            case "bash" -> out().raw(Completion.bash());
            case "zsh" -> out().raw("autoload -Uz bashcompinit && bashcompinit\n" + Completion.bash());
            default -> throw CommandException.usage("shell: \"" + shell + "\" (expected: bash or zsh)");
        }
    }

    @Command(name = "man", description = "Print the manual page: paz man | man -l -")
    void man() {
        out().raw(ManualPage.of(Commands.of(session())));
    }

    @Command(name = "complete", hidden = true, description = "The words that may stand in place of the last one.")
    void complete(@Parameters(arity = "0..*", paramLabel = "WORD") @Nullable List<String> words) {
        new Completion(session()).candidates(words == null ? List.of() : words).forEach(out()::line);
    }
}
