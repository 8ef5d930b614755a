package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.api.ExitStatus;
import io.paz.cli.config.FieldDiff;
import io.paz.cli.json.Json;
import io.paz.cli.manifest.ApiPlatform;
import io.paz.cli.manifest.Catalogue;
import io.paz.cli.manifest.Change;
import io.paz.cli.manifest.Manifest;
import io.paz.cli.manifest.ManifestReader;
import io.paz.cli.manifest.ManifestWriter;
import io.paz.cli.manifest.Plan;
import io.paz.cli.manifest.PlanExecution;
import io.paz.cli.output.Piece;
import io.paz.cli.output.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Configuration as code. Only what runs of these commands reads YAML. */
@Command
final class ManifestCommands extends Group {

    static final String PLAN = "plan";

    private static final int CHANGES = 2;
    private static final long MAX_BYTES = 4L << 20;
    private static final String SECRET_VARIABLE = "PAZ_SECRET_";

    ManifestCommands(Session session) {
        super(session);
    }

    /** Where the file is, and whether what it does not name goes. */
    static final class FileOptions {

        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                defaultValue = "paz.yml",
                description = "the file, - for the input (${DEFAULT-VALUE})")
        private Path file = Path.of("paz.yml");

        @Option(names = "--prune", description = "remove services and environments that the file does not name")
        private boolean prune;
    }

    @Command(
            name = PLAN,
            description = {
                "What paz apply would change, with each field before and after; changes nothing.",
                "Exit status 0: nothing, 2: changes, 1: every failure."
            })
    int plan(@Mixin FileOptions options) {
        Plan plan = plan(manifest(options), new ApiPlatform(api(), Map.of()), options);
        if (out().isJson()) {
            out().json(Json.list(plan.all().stream().map(Change::json).toList()));
        } else {
            plan.all().forEach(this::print);
            if (plan.isEmpty()) {
                out().line("Nothing to change.");
            }
        }
        return plan.isEmpty() ? ExitStatus.DONE.code() : CHANGES;
    }

    private Manifest manifest(FileOptions options) {
        String file = options.file.toString();
        return ManifestReader.read(
                file,
                file.equals("-") ? session().readInput() : read(options.file),
                session().variables());
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw CommandException.usage(file + " is longer than " + MAX_BYTES + " bytes");
            }
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be read: " + e);
        }
        return Session.read(file);
    }

    /** What the file does not name is mentioned, and stays unless it is asked to go. */
    private Plan plan(Manifest manifest, ApiPlatform platform, FileOptions options) {
        Plan plan = Plan.of(manifest.catalogue(), platform.read());
        if (options.prune || plan.removals().isEmpty()) {
            return plan;
        }
        out().note("Not in the file, and left alone without --prune: " + names(plan.removals()));
        return plan.withoutRemovals();
    }

    private static String names(List<Change> changes) {
        return String.join(", ", changes.stream().map(Change::name).toList());
    }

    private void print(Change change) {
        out().line(new Piece(change.title(), Style.BOLD));
        for (Piece line : FieldDiff.lines(change.before(), change.after())) {
            out().line(Piece.plain("    "), line);
        }
    }

    @Command(
            name = "apply",
            description = "Create and change environments and services as paz.yml says, and deploy what changed.")
    int apply(
            @Mixin FileOptions options,
            @Option(names = "--no-deploy", description = "change the configuration only") boolean noDeploy,
            @Option(
                            names = {"-y", "--yes"},
                            description = "do not ask before something is removed")
                    boolean yes,
            @Mixin WaitOptions wait) {
        Manifest manifest = manifest(options);
        Plan plan = plan(manifest, new ApiPlatform(api(), Map.of()), options);
        if (plan.isEmpty()) {
            done(Json.list(List.of()), "Nothing to change.");
            return ExitStatus.DONE.code();
        }
        if (!plan.removals().isEmpty()) {
            session()
                    .confirm(
                            yes,
                            "Remove " + names(plan.removals())
                                    + ", which the file does not name, with what runs of it?");
        }
        ApiPlatform platform = new ApiPlatform(api(), secretValues(plan, manifest));
        execute(plan, platform);
        reportDifferences(manifest, platform);
        return noDeploy ? ExitStatus.DONE.code() : deploy(plan, wait);
    }

    /** Of secret variables that are new; known before anything is changed. */
    private Map<String, String> secretValues(Plan plan, Manifest manifest) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Change change : plan.changes()) {
            for (String name : change.newSecrets()) {
                if (!values.containsKey(name)) {
                    values.put(name, secretValue(name, change, manifest));
                }
            }
        }
        return values;
    }

    private String secretValue(String name, Change change, Manifest manifest) {
        String value = session().variable(SECRET_VARIABLE + name);
        if (value.isEmpty() && session().isTerminal()) {
            value = session().readSecret("Value of " + name + " of " + change.name() + ": ");
        }
        if (value.isEmpty()) {
            throw CommandException.usage(manifest.places().getOrDefault(change.name(), "") + ": " + change.name()
                    + " needs a value for its secret " + name + ", which the platform does not have: set "
                    + SECRET_VARIABLE + name + " in the environment. Nothing was changed.");
        }
        return value;
    }

    private void execute(Plan plan, ApiPlatform platform) {
        PlanExecution.run(plan.all(), platform, change -> {
            if (out().isJson()) {
                out().jsonLine(change.json());
            } else {
                out().line(change.title() + ": done");
            }
        });
    }

    /** What the platform keeps in another form than it was written, and what somebody else changed meanwhile. */
    private void reportDifferences(Manifest manifest, ApiPlatform platform) {
        for (Change change : Plan.of(manifest.catalogue(), platform.read()).changes()) {
            out().note(manifest.places().getOrDefault(change.name(), "") + ": the platform has " + change.name()
                    + " in another form than the file; write it as it is there (-), so that the next plan is empty:");
            FieldDiff.lines(change.before(), change.after()).forEach(line -> out().note("    " + line.text()));
        }
    }

    private int deploy(Plan plan, WaitOptions wait) {
        List<String> names = new ArrayList<>(plan.changes().stream()
                .filter(Change::isDeployed)
                .map(Change::name)
                .toList());
        while (!names.isEmpty()) {
            try {
                int status =
                        new Follower(session(), wait).follow("/hooks/deploy", Json.of("serviceName", names.get(0)));
                if (status != ExitStatus.DONE.code()) {
                    noteNotDeployed(names);
                    return status;
                }
            } catch (CommandException e) {
                noteNotDeployed(names);
                throw e;
            }
            names.remove(0);
        }
        return ExitStatus.DONE.code();
    }

    /** The next plan is empty: it compares configurations, not what runs. */
    private void noteNotDeployed(List<String> names) {
        out().note("Changed, but not deployed: " + String.join(", ", names) + ". Deploy each: paz deploy SERVICE");
    }

    @Command(name = "export", description = "Write the running platform as paz.yml: secrets by name only.")
    void export(
            @Parameters(arity = "0..*", paramLabel = SERVICE, description = "only these; all when not given") @Nullable
                    List<String> services) {
        Catalogue catalogue = new ApiPlatform(api(), Map.of()).read();
        List<String> names = services == null ? List.of() : services;
        for (String name : names) {
            if (!catalogue.services().containsKey(name)) {
                throw new CommandException(
                        ExitStatus.NOT_FOUND,
                        "There is no service " + name + "."
                                + io.paz.cli.output.Suggestions.sentence(
                                        name, catalogue.services().keySet()));
            }
        }
        Catalogue exported = catalogue.only(names);
        if (out().isJson()) {
            out().json(Json.of("environments", Json.list(List.copyOf(exported.environments())))
                    .with("services", Json.object(exported.services())));
        } else {
            out().raw(ManifestWriter.write(exported));
        }
    }
}
