package io.paz.http.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of one service. A value comes from the first of these that has it: the flags, the environment, the file named
 * by {@code --config}, the default. An empty variable counts as unset. The file holds lines {@code VARIABLE=value}; it may be
 * shared by several services, so variables that this service does not know are left alone.
 *
 * @param service its name, {@code service-directory}
 * @param summary what the service is, in one line
 */
public record ServiceOptions(String service, String summary, List<Option> options) {

    private static final Option CONFIG =
            new Option("config", "PAZ_CONFIG", OptionType.PATH, null, "file with lines VARIABLE=value");

    public ServiceOptions(String service, String summary, List<Option> options) {
        this.service = service;
        this.summary = summary;
        this.options = Stream.concat(options.stream(), Stream.of(CONFIG)).toList();
    }

    /** Whether the arguments ask for {@link #help} instead of a start. */
    public static boolean asksForHelp(String[] arguments) {
        return Arrays.asList(arguments).contains("--help");
    }

    /** All options with their variables and defaults. */
    public String help() {
        StringBuilder text = new StringBuilder("%s: %s%n%nOptions:%n".formatted(service, summary));
        options.forEach(option -> text.append(helpOf(option)));
        text.append("  --help%n      print this%n".formatted());
        return text.toString();
    }

    private static String helpOf(Option option) {
        String flag = ("--" + option.name() + " " + option.type().placeholder()).strip();
        String standard = option.defaultValue();
        String ending = standard == null || standard.isEmpty() ? "" : "; default " + standard;
        return "  %s  (%s)%n      %s%s%n".formatted(flag, option.variable(), option.help(), ending);
    }

    /**
     * The value of every option that has one, by the name of its Spring property.
     *
     * @throws InvalidOptionException for an unknown flag or a malformed value
     */
    public Map<String, String> resolve(String[] arguments, Map<String, String> environment) {
        Map<String, String> flags = flags(arguments);
        Map<String, String> file = file(firstOf(CONFIG, flags, environment, Map.of()));
        Map<String, String> values = new LinkedHashMap<>();
        for (Option option : options) {
            String value = firstOf(option, flags, environment, file);
            if (value != null) {
                values.put(option.property(), value);
            }
        }
        return values;
    }

    private static @Nullable String firstOf(
            Option option, Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
        String flag = flags.get(option.name());
        if (flag != null) {
            return option.checked(flag, "--" + option.name());
        }
        String variable = environment.getOrDefault(option.variable(), "");
        if (!variable.isEmpty()) {
            return option.checked(variable, option.variable());
        }
        String line = file.getOrDefault(option.variable(), "");
        if (!line.isEmpty()) {
            return option.checked(line, option.variable() + " in the file of --config");
        }
        return option.defaultValue();
    }

    private Map<String, String> flags(String[] arguments) {
        Map<String, String> flags = new LinkedHashMap<>();
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            Option option = optionOf(equals < 0 ? argument : argument.substring(0, equals));
            flags.put(option.name(), equals < 0 ? valueAfter(option, rest) : argument.substring(equals + 1));
        }
        return flags;
    }

    private Option optionOf(String flag) {
        return options.stream()
                .filter(option -> flag.equals("--" + option.name()))
                .findFirst()
                .orElseThrow(() -> new InvalidOptionException(
                        "%s: unknown option (see %s --help for those it has)".formatted(flag, service)));
    }

    private static String valueAfter(Option option, Iterator<String> rest) {
        if (option.isFlag()) {
            return "true";
        }
        if (!rest.hasNext()) {
            throw new InvalidOptionException("--%s: value is missing (expected: %s)"
                    .formatted(option.name(), option.type().expected()));
        }
        return rest.next();
    }

    private static Map<String, String> file(@Nullable String path) {
        if (path == null) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines(Path.of(path))) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                putLine(text, path, values);
            }
        }
        return values;
    }

    private static void putLine(String line, String path, Map<String, String> values) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new InvalidOptionException("%s: line \"%s\" (expected: VARIABLE=value)".formatted(path, line));
        }
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new InvalidOptionException("--config: file %s cannot be read: %s".formatted(path, e));
        }
    }
}
