package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.api.RefusedException;
import io.paz.cli.config.FieldDiff;
import io.paz.cli.json.Json;
import io.paz.cli.json.JsonException;
import io.paz.cli.json.JsonReader;
import io.paz.cli.output.Piece;
import io.paz.cli.output.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The catalogue of services. */
@Command(name = "services", description = "List, show, create, change and delete services.")
final class ServicesCommand extends Group implements Runnable {

    ServicesCommand(Session session) {
        super(session);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "list", description = "All services, and how they stand.")
    void list(
            @Option(names = "--environment", paramLabel = "NAME", description = "an environment, or all") @Nullable
                    String environment) {
        String query = environment == null ? "" : "?environment=" + io.paz.cli.api.Api.encoded(environment);
        Json services = api().doc("/services" + query);
        Map<String, Json> states = new LinkedHashMap<>();
        api().doc("/cluster/services" + query).items().forEach(state -> states.put(state.text("service"), state));
        Table table = new Table("NAME", "IMAGE", "STATE", "VERSION", "SERVING");
        for (Json service : services.items()) {
            row(table, service, states.getOrDefault(service.text("name"), Json.NOTHING));
        }
        show(services, table, "No services yet: paz services create NAME IMAGE");
    }

    private static void row(Table table, Json service, Json state) {
        Json version = state.get("versions").items().stream().findFirst().orElse(Json.NOTHING);
        String word = state.isNothing() ? "none" : state.text("state");
        table.row(
                service.text("name"),
                service.text("dockerRepository"),
                Piece.state(word),
                version.text("version"),
                version.isNothing() ? "" : version.text("serving") + "/" + version.text("instances"));
    }

    @Command(name = "show", description = "One service: configuration, what runs, what is under way.")
    void show(@Parameters(paramLabel = SERVICE, description = "its name") String service) {
        Json doc = api().doc(service(service));
        Json state = state(service);
        if (out().isJson()) {
            out().json(doc.with("state", state));
            return;
        }
        out().line(doc.text("name") + "  " + doc.text("description"));
        out().line("image: " + doc.text("dockerRepository"));
        out().line(Piece.plain("state: "), Piece.state(state.isNothing() ? "none" : state.text("state")));
        for (Json version : state.get("versions").items()) {
            out().line("version " + version.text("version") + ": " + version.text("serving") + " of "
                    + version.text("instances") + " serve, " + version.text("image"));
            version.get("problems").items().forEach(problem -> out().line(
                            "  instance " + problem.text("instance") + ": " + problem.text("reason")));
        }
        FieldDiff.flat(doc.get("config")).forEach((field, value) -> out().line("  " + field + ": " + value));
    }

    /** Nothing of a service that was never deployed. */
    private Json state(String service) {
        try {
            return api().doc(service(service) + "/state");
        } catch (RefusedException e) {
            if (e.httpStatus() == 404) {
                return Json.NOTHING;
            }
            throw e;
        }
    }

    @Command(name = "create", description = "Create a service; nothing runs before it is deployed.")
    void create(
            @Parameters(paramLabel = "NAME", description = "lower case letters, digits and hyphens") String name,
            @Parameters(paramLabel = "IMAGE", description = "repository, with a tag or digest perhaps") String image,
            @Option(names = "--description", paramLabel = "TEXT", description = "one line") @Nullable
                    String description,
            @Option(names = "--environment", paramLabel = "NAME", description = "production when not given") @Nullable
                    String environment,
            @Mixin ServiceOptions options) {
        Map<String, Object> body = new LinkedHashMap<>(options.fields());
        body.put("name", name);
        body.put("dockerRepository", image);
        if (environment != null) {
            body.put("environment", environment);
        }
        if (description != null) {
            body.put("description", description);
        }
        Json created = api().post("/services", Json.object(body)).get("doc");
        String deployed = created.has("name") ? created.text("name") : name;
        done(created, deployed + " is created. Deploy it: paz deploy " + deployed);
    }

    @Command(
            name = "update",
            description = "Change the configuration that the next deployment uses; fields that are not given stay.")
    void update(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Option(names = "--file", paramLabel = "FILE", description = "fields as JSON, - for the input") @Nullable
                    Path file,
            @Mixin ServiceOptions options) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (file != null) {
            json(file).fields().forEach((name, value) -> fields.put(name, value));
        }
        fields.putAll(options.fields());
        if (fields.isEmpty()) {
            throw CommandException.usage("Nothing to change was given: paz services update --help");
        }
        Json changed = api().call("PATCH", service(service) + "/config/next", Json.object(fields));
        done(
                changed.get("doc"),
                service + " is changed. It takes effect with the next deployment: paz deploy " + service);
    }

    private Json json(Path file) {
        try {
            return JsonReader.read(file.toString().equals("-") ? session().readInput() : Session.read(file));
        } catch (JsonException e) {
            throw CommandException.usage(file + ": " + e.getMessage() + " (expected: an object of JSON)");
        }
    }

    @Command(name = "delete", description = "Take a service off the platform; its history stays.")
    void delete(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Option(
                            names = {"-y", "--yes"},
                            description = "do not ask")
                    boolean yes) {
        session().confirm(yes, "Delete " + service + " with its containers and its configuration?");
        api().call("DELETE", service(service), null);
        done(Json.of("deleted", service), service + " is deleted.");
    }
}
