package io.paz.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself, with the options of every command. */
@Command(
        name = "paz",
        description = "Deploys and runs services on a Paz platform.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "First: paz login https://paz.example.org. In CI: PAZ_URL and PAZ_TOKEN.",
            "Exit status: 0 done, 1 failed, 2 usage, 3 not reachable, 4 refused, 5 not found, 6 timed out."
        })
final class PazCommand {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json",
            scope = ScopeType.INHERIT)
    private Form form = Form.text;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "another platform than the one in use",
            scope = ScopeType.INHERIT)
    private @Nullable String context;

    @Option(names = "--insecure", description = "allow plain HTTP over a network", scope = ScopeType.INHERIT)
    private boolean insecure;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help",
            scope = ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable") // picocli sets it, and shows the help
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "show the version")
    @SuppressWarnings("UnusedVariable") // picocli sets it, and shows the version
    private boolean version;

    enum Form {
        text,
        json
    }

    boolean isJson() {
        return form == Form.json;
    }

    boolean isInsecure() {
        return insecure;
    }

    Optional<String> context() {
        return Optional.ofNullable(context);
    }
}
