package io.paz.cli.command;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page, in the language of man(7), made from the commands themselves. */
final class ManualPage {

    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    static String of(CommandLine line) {
        ManualPage page = new ManualPage();
        CommandSpec spec = line.getCommandSpec();
        page.page.append(".TH PAZ 1 \"\" \"Paz ").append(Version.text()).append("\" \"Paz\"\n");
        page.section("NAME", "paz - " + spec.usageMessage().description()[0]);
        page.section("SYNOPSIS", "paz COMMAND [OPTION...]");
        page.page.append(".SH OPTIONS\n");
        spec.options().forEach(page::option);
        page.page.append(".SH COMMANDS\n");
        line.getSubcommands().values().forEach(command -> page.command("paz", command));
        page.section("NOTES", String.join(" ", spec.usageMessage().footer()));
        return page.page.toString();
    }

    private void section(String title, String text) {
        page.append(".SH ").append(title).append('\n').append(escaped(text)).append('\n');
    }

    private void command(String above, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.usageMessage().hidden()) {
            return;
        }
        String name = above + " " + spec.name();
        StringBuilder synopsis = new StringBuilder(name);
        spec.positionalParameters()
                .forEach(parameter ->
                        synopsis.append((parameter.required() ? " %s" : " [%s]").formatted(parameter.paramLabel())));
        page.append(".SS ").append(escaped(synopsis.toString())).append('\n');
        page.append(escaped(String.join(" ", spec.usageMessage().description())))
                .append('\n');
        spec.options().stream().filter(option -> !option.inherited()).forEach(this::option);
        for (Map.Entry<String, CommandLine> below : line.getSubcommands().entrySet()) {
            command(name, below.getValue());
        }
    }

    private void option(OptionSpec option) {
        String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        String description = String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()));
        page.append(".TP\n\\fB")
                .append(escaped(String.join(", ", option.names())))
                .append("\\fR")
                .append(escaped(value))
                .append('\n');
        page.append(escaped(description)).append('\n');
    }

    /** A line that begins with a dot or an apostrophe would be an instruction. */
    private static String escaped(String text) {
        String plain = text.strip().replace("\\", "\\e").replace("-", "\\-");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
