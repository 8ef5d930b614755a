package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.api.CommandException;
import io.paz.cli.api.ExitStatus;
import io.paz.cli.api.Target;
import io.paz.cli.context.Context;
import io.paz.cli.context.ContextFile;
import io.paz.cli.output.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the commands share: the platform they ask, where they print, what they read. */
public final class Session {

    private final Environment environment;
    private final PazCommand options = new PazCommand();
    private @Nullable Output output;
    private @Nullable Api api;

    /** What surrounds the process. */
    public record Environment(
            Map<String, String> variables,
            PrintWriter out,
            PrintWriter err,
            BufferedReader in,
            boolean isTerminal,
            Clock clock) {}

    public Session(Environment environment) {
        this.environment = environment;
    }

    PazCommand options() {
        return options;
    }

    Clock clock() {
        return environment.clock();
    }

    boolean isTerminal() {
        return environment.isTerminal();
    }

    Map<String, String> variables() {
        return environment.variables();
    }

    String variable(String name) {
        return environment.variables().getOrDefault(name, "");
    }

    ContextFile contexts() {
        return ContextFile.of(environment.variables());
    }

    public PrintWriter out() {
        return environment.out();
    }

    public PrintWriter err() {
        return environment.err();
    }

    public Output output() {
        if (output == null) {
            boolean colours = isTerminal()
                    && variable("NO_COLOR").isEmpty()
                    && !variable("TERM").equals("dumb");
            output = new Output(out(), err(), new Output.Form(options.isJson(), isTerminal(), colours));
        }
        return output;
    }

    public Api api() {
        if (api == null) {
            api = api(context());
        }
        return api;
    }

    Api api(Context context) {
        URI url = context.target().url();
        if (Target.isInTheClear(url)) {
            if (!context.insecure() && !options.isInsecure()) {
                throw new CommandException(
                        ExitStatus.USAGE,
                        url
                                + " is plain HTTP: everybody on the way could read the token. Use https://, or --insecure if you mean it.");
            }
            output().note("Warning: the token goes to " + url + " in the clear.");
        }
        return new Api(context.target());
    }

    /** PAZ_URL with PAZ_TOKEN or PAZ_TOKEN_FILE win; then the option, then the context in use. */
    private Context context() {
        String url = variable("PAZ_URL");
        Optional<String> token = token();
        if (!url.isEmpty()) {
            return new Context("PAZ_URL", new Target(Target.url(url), token.orElse("")), false);
        }
        Context context = options.context()
                .map(name -> contexts().read().named(name))
                .or(() -> contexts().read().inUse())
                .orElseThrow(() -> CommandException.usage(
                        "No platform is chosen: paz login https://paz.example.org, or set PAZ_URL and PAZ_TOKEN."));
        return token.map(given ->
                        new Context(context.name(), new Target(context.target().url(), given), context.insecure()))
                .orElse(context);
    }

    private Optional<String> token() {
        String file = variable("PAZ_TOKEN_FILE");
        if (!variable("PAZ_TOKEN").isEmpty()) {
            return Optional.of(Target.token(variable("PAZ_TOKEN")));
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(Target.token(read(Path.of(file))));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be read: " + e);
        }
    }

    /** All that comes in, up to a megabyte. */
    String readInput() {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8192];
        try {
            for (int n = environment.in().read(buffer);
                    n >= 0;
                    n = environment.in().read(buffer)) {
                text.append(buffer, 0, n);
                if (text.length() > 1 << 20) {
                    throw CommandException.usage("The input is longer than a megabyte.");
                }
            }
        } catch (IOException e) {
            throw CommandException.failed("The input cannot be read: " + e.getMessage());
        }
        return text.toString();
    }

    /** Something that nobody may see while it is typed; from a pipe, all that comes. */
    String readSecret(String prompt) {
        java.io.Console console = System.console();
        if (console == null || !isTerminal()) {
            return readInput().replaceAll("\\R\\z", "");
        }
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? "" : new String(typed);
    }

    /** Asks before something that cannot be undone; without a terminal it is refused unless it was said beforehand. */
    void confirm(boolean said, String question) {
        if (said) {
            return;
        }
        if (!isTerminal()) {
            throw CommandException.usage(question + " Say --yes, since nobody can be asked here.");
        }
        err().print(io.paz.cli.output.TerminalText.escape(question) + " [y/N] ");
        err().flush();
        try {
            String answer = environment.in().readLine();
            if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                throw CommandException.failed("Nothing was changed.");
            }
        } catch (IOException e) {
            throw CommandException.failed("The answer cannot be read: " + e.getMessage());
        }
    }
}
