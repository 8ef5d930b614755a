package io.paz.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands by their names, in the order of the help. Only what is asked for is made: it decides how long a start takes. */
public final class Commands {

    private static final Map<String, Function<Session, Object>> MAKERS = makers();
    private static final List<String> VALUE_FOLLOWS = List.of("-o", "--output", "--context");

    private Commands() {}

    private static Map<String, Function<Session, Object>> makers() {
        Map<String, Function<Session, Object>> makers = new LinkedHashMap<>();
        all(makers, ContextCommands::new, "login", "logout", "contexts", "use");
        makers.put("services", ServicesCommand::new);
        all(
                makers,
                DeployCommands::new,
                "deploy",
                "rollback",
                "scale",
                "restart",
                "stop",
                "start",
                "promote",
                "abort",
                "preview");
        all(makers, ManifestCommands::new, ManifestCommands.PLAN, "apply", "export");
        makers.put("environments", EnvironmentsCommand::new);
        makers.put("env", EnvCommand::new);
        makers.put("secrets", SecretsCommand::new);
        makers.put("domains", DomainsCommand::new);
        makers.put("certificates", CertificatesCommand::new);
        makers.put("logs", LogsCommand::new);
        all(makers, ObserveCommands::new, "status", "history", "diff", "events", "hosts", "drift", "why", "audit");
        makers.put("tokens", TokensCommand::new);
        all(makers, ShellCommands::new, "completion", "man", "complete");
        return makers;
    }

    private static void all(
            Map<String, Function<Session, Object>> makers, Function<Session, Object> maker, String... names) {
        for (String name : names) {
            makers.put(name, maker);
        }
    }

    public static List<String> names() {
        return new ArrayList<>(MAKERS.keySet());
    }

    /** The command line that reads the words: with the command that they name, or with all of them where they name none. */
    public static CommandLine of(Session session, String... words) {
        String name = commandOf(List.of(words));
        CommandLine line = MAKERS.containsKey(name) ? one(session, name) : all(session, words);
        Failures failures = new Failures(session);
        line.setParameterExceptionHandler(failures::ofWords);
        line.setExecutionExceptionHandler(failures::ofCommand);
        line.setOut(session.out());
        line.setErr(session.err());
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    /** The first word that is neither an option nor its value. */
    static String commandOf(List<String> words) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += VALUE_FOLLOWS.contains(words.get(at)) ? 2 : 1;
        }
        return at < words.size() ? words.get(at) : "";
    }

    /** A command that is a method runs on the object that its parent is made of. */
    private static CommandLine one(Session session, String name) {
        CommandLine made = make(session, name);
        if (made.getCommandName().equals(name)) {
            CommandLine line = new CommandLine(session.options());
            line.addSubcommand(name, made);
            return line;
        }
        made.setCommandName("paz");
        made.getCommandSpec().addMixin("options", CommandLine.Model.CommandSpec.forAnnotatedObject(session.options()));
        return made;
    }

    /** For help, suggestions and completion. */
    private static CommandLine all(Session session, String... words) {
        CommandLine line = new CommandLine(session.options());
        if (words.length == 1 && words[0].equals("--version")) {
            return line;
        }
        MAKERS.keySet().forEach(name -> {
            CommandLine made = make(session, name);
            CommandLine method = made.getSubcommands().get(name);
            line.addSubcommand(name, method == null ? made : method);
        });
        return line;
    }

    private static CommandLine make(Session session, String name) {
        return new CommandLine(MAKERS.getOrDefault(name, ShellCommands::new).apply(session));
    }
}
