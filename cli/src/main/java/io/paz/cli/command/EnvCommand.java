package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.config.EnvFile;
import io.paz.cli.config.FieldDiff;
import io.paz.cli.config.Variables;
import io.paz.cli.json.Json;
import io.paz.cli.output.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Variables of a service's containers. */
@Command(name = "env", description = "Variables of a service; changes take effect with the next deployment.")
final class EnvCommand extends Group {

    EnvCommand(Session session) {
        super(session);
    }

    @Command(name = "list", description = "The variables; of secret ones a fingerprint.")
    void list(@Parameters(paramLabel = SERVICE, description = "its name") String service) {
        Json env = api().doc(service(service) + "/config/next").get("env");
        Table table = new Table("NAME", "VALUE");
        new TreeMap<>(env.fields()).forEach((name, value) -> table.row(name, value.text()));
        show(env.isNothing() ? Json.object(Map.of()) : env, table, service + " has no variables.");
    }

    @Command(name = "set", description = "Set variables; the others stay.")
    void set(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(arity = "0..*", paramLabel = "NAME=VALUE", description = "variables") @Nullable
                    List<String> pairs,
            @Option(
                            names = "--from",
                            paramLabel = "FILE",
                            description = "a file as Docker's --env-file takes it; - for the input")
                    @Nullable
                    Path file) {
        Map<String, String> given = new LinkedHashMap<>();
        if (file != null) {
            given.putAll(EnvFile.read(file.toString().equals("-") ? session().readInput() : Session.read(file)));
        }
        if (pairs != null) {
            given.putAll(ServiceOptions.variables(pairs));
        }
        if (given.isEmpty()) {
            throw CommandException.usage("No variable was given: paz env set " + service + " NAME=VALUE");
        }
        Map<String, String> all =
                new LinkedHashMap<>(Variables.read(api(), service).plain());
        all.putAll(given);
        replace(service, all, "Set " + String.join(", ", given.keySet()));
    }

    @Command(name = "unset", description = "Remove variables.")
    void unset(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(arity = "1..*", paramLabel = "NAME", description = "of variables") List<String> names) {
        Map<String, String> all =
                new LinkedHashMap<>(Variables.read(api(), service).plain());
        for (String name : names) {
            if (all.remove(name) == null) {
                throw CommandException.failed(service + " has no variable " + name + " that is not secret."
                        + io.paz.cli.output.Suggestions.sentence(name, all.keySet()));
            }
        }
        replace(service, all, "Removed " + String.join(", ", names));
    }

    @Command(name = "edit", description = "Edit the variables in $EDITOR; secret ones stay as they are.")
    void edit(@Parameters(paramLabel = SERVICE, description = "its name") String service) {
        Map<String, String> before = Variables.read(api(), service).plain();
        String edited = new Editor(session()).edit(EnvFile.write(before));
        Map<String, String> after = EnvFile.read(edited);
        if (after.equals(before)) {
            throw CommandException.failed("Nothing was changed.");
        }
        FieldDiff.lines(Json.object(before), Json.object(after)).forEach(line -> out().note(line.text()));
        replace(service, after, "Saved");
    }

    private void replace(String service, Map<String, String> plain, String what) {
        Json changed = api().call("PATCH", service(service) + "/config/next", Json.of("env", Json.object(plain)));
        done(changed.get("doc").get("env"), what + ". It takes effect with the next deployment: paz deploy " + service);
    }
}
