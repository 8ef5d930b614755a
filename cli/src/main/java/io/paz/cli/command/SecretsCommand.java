package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.config.Variables;
import io.paz.cli.json.Json;
import io.paz.cli.output.Suggestions;
import io.paz.cli.output.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Secret variables of a service's containers. Values are read, never written, and stand in no command line. */
@Command(name = "secrets", description = "Secret variables of a service; changes take effect with the next deployment.")
final class SecretsCommand extends Group {

    SecretsCommand(Session session) {
        super(session);
    }

    @Command(name = "list", description = "Their names, with a fingerprint that changes with the value.")
    void list(@Parameters(paramLabel = SERVICE, description = "its name") String service) {
        Map<String, String> secrets = Variables.read(api(), service).secrets();
        Table table = new Table("NAME", "FINGERPRINT");
        new TreeMap<>(secrets).forEach(table::row);
        show(Json.object(secrets), table, service + " has no secret variables.");
    }

    @Command(name = "set", description = "Set one; its value is asked for, or read from a pipe.")
    void set(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(paramLabel = "NAME", description = "of the variable") String name) {
        if (name.contains("=")) {
            throw CommandException.usage(
                    "The value of a secret does not belong on the command line, where others see it: paz secrets set "
                            + service + " NAME, and the value when it is asked for, or from a pipe.");
        }
        Map<String, String> secrets =
                new LinkedHashMap<>(Variables.read(api(), service).secrets());
        String value = session().readSecret("Value of " + name + ": ");
        if (value.isEmpty()) {
            throw CommandException.usage("The value is empty; nothing was changed.");
        }
        secrets.put(name, value);
        replace(service, secrets, "Set " + name);
    }

    @Command(name = "unset", description = "Remove secret variables.")
    void unset(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(arity = "1..*", paramLabel = "NAME", description = "of variables") List<String> names) {
        Map<String, String> secrets =
                new LinkedHashMap<>(Variables.read(api(), service).secrets());
        for (String name : names) {
            if (secrets.remove(name) == null) {
                throw CommandException.failed(service + " has no secret variable " + name + "."
                        + Suggestions.sentence(name, secrets.keySet()));
            }
        }
        replace(service, secrets, "Removed " + String.join(", ", names));
    }

    private void replace(String service, Map<String, String> secrets, String what) {
        Json changed = api().call("PATCH", service(service) + "/config/next", Json.of("secrets", Json.object(secrets)));
        done(
                Json.object(Variables.of(changed.get("doc").get("env")).secrets()),
                what + ". It takes effect with the next deployment: paz deploy " + service);
    }
}
