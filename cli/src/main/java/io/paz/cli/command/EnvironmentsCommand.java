package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.json.Json;
import io.paz.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Environments of a platform. */
@Command(
        name = "environments",
        description = "List, create and delete environments; a service in one is named SERVICE.ENVIRONMENT.")
final class EnvironmentsCommand extends Group implements Runnable {

    EnvironmentsCommand(Session session) {
        super(session);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "All environments, production first.")
    void list() {
        Json environments = api().doc("/environments");
        Table table = new Table("NAME");
        environments.items().forEach(environment -> table.row(environment.text("name")));
        show(environments, table, "There are no environments.");
    }

    @Command(name = "create", description = "Create an environment without services.")
    void create(@Parameters(paramLabel = "NAME", description = "2 to 21 of a-z, 0-9 and -") String name) {
        Json created = api().post("/environments", Json.of("name", name)).get("doc");
        done(
                created,
                name + " is created. Put a service in it: paz services create SERVICE IMAGE --environment " + name);
    }

    @Command(name = "delete", description = "Remove an environment that no service is in.")
    void delete(
            @Parameters(paramLabel = "NAME", description = "of the environment") String name,
            @Option(
                            names = {"-y", "--yes"},
                            description = "do not ask")
                    boolean yes) {
        session().confirm(yes, "Delete the environment " + name + "?");
        api().call("DELETE", Api.path("environments", name), null);
        done(Json.of("deleted", name), name + " is deleted.");
    }
}
