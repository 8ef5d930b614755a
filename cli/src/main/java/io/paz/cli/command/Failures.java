package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.api.ExitStatus;
import io.paz.cli.api.RefusedException;
import io.paz.cli.json.Json;
import io.paz.cli.json.JsonException;
import io.paz.cli.output.Suggestions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What people read when a command fails, and its exit status; in one place for all commands. */
final class Failures {

    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    /** Words that mean nothing. */
    int ofWords(ParameterException failure, String[] words) {
        CommandLine line = failure.getCommandLine();
        StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            if (!word.startsWith("-") && !line.getSubcommands().isEmpty()) {
                text = new StringBuilder("There is no command \"" + word + "\".")
                        .append(Suggestions.sentence(word, visible(line)));
            } else {
                text.append('.').append(Suggestions.sentence(word, optionNames(line)));
            }
        }
        session.output().note(text + "\nMore: " + line.getCommandSpec().qualifiedName() + " --help");
        return status(ExitStatus.USAGE, line);
    }

    /** Of {@code paz plan}, whose 2 means changes, every failure is 1. */
    private static int status(ExitStatus status, CommandLine line) {
        return (line.getCommandName().equals(ManifestCommands.PLAN) ? ExitStatus.FAILED : status).code();
    }

    private static List<String> visible(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private static List<String> optionNames(CommandLine line) {
        return line.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    /** What a command threw; everything that is not of its own is a fault of this program. */
    int ofCommand(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        if (failure instanceof CommandException known) {
            session.output().note(known.text() + suggestion(known, parsed));
            return status(known.status(), line);
        }
        if (failure instanceof JsonException json) {
            session.output().note("The platform sent something that is not JSON: " + json.getMessage());
            return ExitStatus.FAILED.code();
        }
        throw failure;
    }

    /** Where the platform does not know the service: the one that was meant, perhaps. */
    private String suggestion(CommandException failure, ParseResult parsed) {
        if (!(failure instanceof RefusedException refused) || refused.httpStatus() != 404) {
            return "";
        }
        ParseResult deepest = parsed;
        while (deepest.hasSubcommand()) {
            deepest = deepest.subcommand();
        }
        return deepest.matchedPositionals().stream()
                .filter(positional -> positional.paramLabel().equals(Group.SERVICE))
                .map(PositionalParamSpec::getValue)
                .map(String::valueOf)
                .findFirst()
                .map(name -> Suggestions.sentence(name, serviceNames()))
                .orElse("");
    }

    private List<String> serviceNames() {
        try {
            return session.api().doc("/services").items().stream()
                    .map((Json service) -> service.text("name"))
                    .toList();
        } catch (CommandException e) {
            return List.of();
        }
    }
}
