package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Candidates for the word that is being typed: commands, options, and names that the platform knows. */
final class Completion {

    private final Session session;

    Completion(Session session) {
        this.session = session;
    }

    static String bash() {
        return """
                _paz() {
                  local IFS=$'\\n'
                  COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                }
                complete -o default -F _paz paz
                """;
    }

    /** @param words those behind the program's name, the unfinished one last */
    List<String> candidates(List<String> words) {
        if (words.size() < 2) {
            String typed = words.isEmpty() ? "" : words.get(0);
            return Commands.names().stream()
                    .filter(name -> name.startsWith(typed) && !name.equals("complete"))
                    .toList();
        }
        CommandLine line = Commands.of(session, words.toArray(String[]::new));
        int positional = 0;
        boolean isValue = false;
        for (String word : words.subList(0, words.size() - 1)) {
            CommandLine below = line.getSubcommands().get(word);
            if (isValue) {
                isValue = false;
            } else if (word.startsWith("-")) {
                isValue = takesValue(line, word);
            } else if (below != null) {
                line = below;
            } else {
                positional++;
            }
        }
        String typed = words.get(words.size() - 1);
        return isValue
                ? List.of()
                : all(line, typed, positional)
                        .filter(name -> name.startsWith(typed))
                        .toList();
    }

    private static boolean takesValue(CommandLine line, String word) {
        OptionSpec option = line.getCommandSpec().optionsMap().get(word);
        return option != null && option.arity().min() > 0;
    }

    private Stream<String> all(CommandLine line, String typed, int positional) {
        if (typed.startsWith("-")) {
            return line.getCommandSpec().options().stream().map(OptionSpec::longestName);
        }
        Stream<String> commands = line.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
        boolean isService = line.getCommandSpec().positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(positional))
                .map(PositionalParamSpec::paramLabel)
                .anyMatch(Group.SERVICE::equals);
        return isService ? Stream.concat(commands, services()) : commands;
    }

    /** A shell that completes words shows no failures. */
    private Stream<String> services() {
        try {
            return session.api().doc("/services").items().stream().map((Json service) -> service.text("name"));
        } catch (CommandException e) {
            return Stream.empty();
        }
    }
}
