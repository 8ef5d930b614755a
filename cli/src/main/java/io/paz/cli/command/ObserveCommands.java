package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.api.ExitStatus;
import io.paz.cli.config.FieldDiff;
import io.paz.cli.config.Problems;
import io.paz.cli.json.Json;
import io.paz.cli.output.Piece;
import io.paz.cli.output.Style;
import io.paz.cli.output.Table;
import io.paz.cli.output.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What happened and how everything stands. */
@Command
final class ObserveCommands extends Group {

    private static final String LIMIT = "20";

    ObserveCommands(Session session) {
        super(session);
    }

    @Command(
            name = "status",
            description = "How the platform and its services stand; exit status 1 when something is wrong.")
    int status() {
        Json cluster = api().get("/cluster");
        Json states = api().doc("/cluster/services");
        List<String> problems = Problems.of(cluster, states);
        if (out().isJson()) {
            out().json(cluster.with("services", states).with("problems", problems));
        } else {
            out().line(cluster.text("hostCount") + " hosts, " + cluster.text("serviceCount") + " services, "
                    + cluster.text("unitCount") + " units, " + cluster.text("runningDeployments")
                    + " deployments under way");
            problems.forEach(problem -> out().line(new Piece(problem, Style.RED)));
            out().line(problems.isEmpty() ? "All healthy." : problems.size() + " problems.");
        }
        return (problems.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    @Command(name = "history", description = "Deployments of a service, newest first.")
    void history(
            @Parameters(arity = "0..1", paramLabel = SERVICE, description = "all of them when not given") @Nullable
                    String service,
            @Mixin Newest newest) {
        Json deployments = api().doc("/deployments?limit=" + newest.lines + ofService(service));
        Table table = new Table("SERVICE", "VERSION", "STATE", "WHEN", "BY", "IMAGE", "REASON");
        Instant now = session().clock().instant();
        for (Json deployment : deployments.items()) {
            table.row(
                    deployment.text("service"),
                    deployment.text("version"),
                    Piece.state(deployment.text("state")),
                    Times.ago(deployment.number("createdAt"), now),
                    deployment.get("requestedBy").text("name"),
                    shortImage(deployment.text("image")),
                    deployment.text("reason"));
        }
        show(deployments, table, "Nothing was deployed yet.");
    }

    /** The digest's first digits are enough to tell two apart. */
    static String shortImage(String image) {
        int digest = image.indexOf("@sha256:");
        int end = digest + "@sha256:".length() + 12;
        return digest < 0 || image.length() < end ? image : image.substring(0, end);
    }

    /** How many entries of a list are shown. */
    static final class Newest {

        @Option(
                names = {"-n", "--lines"},
                paramLabel = "N",
                defaultValue = LIMIT,
                description = "so many (${DEFAULT-VALUE})")
        private int lines;
    }

    private static String ofService(@Nullable String service) {
        return service == null ? "" : "&service=" + Api.encoded(service);
    }

    @Command(
            name = "diff",
            description =
                    "How two configurations of a service differ: by default the newest version's and the next one.")
    int diff(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(arity = "0..1", paramLabel = "FROM", description = "a version") @Nullable Long from,
            @Parameters(arity = "0..1", paramLabel = "TO", description = "a version; the next one when not given")
                    @Nullable
                    Long to,
            @Option(names = "--exit-code", description = "exit status 1 when they differ") boolean exitCode) {
        Json before = api().doc(service(service) + (from == null ? "/config/last" : "/config/history/" + from));
        Json after = api().doc(service(service) + (to == null ? "/config/next" : "/config/history/" + to));
        List<Piece> lines = FieldDiff.lines(before, after);
        if (out().isJson()) {
            out().json(Json.of("before", before).with("after", after));
        } else {
            lines.forEach(out()::line);
            if (lines.isEmpty()) {
                out().line("They are the same.");
            }
        }
        return (exitCode && !lines.isEmpty() ? ExitStatus.FAILED : ExitStatus.DONE).code();
    }

    @Command(name = "events", description = "What was asked for: deployments, scales, stops, repairs, newest last.")
    void events(
            @Parameters(arity = "0..1", paramLabel = SERVICE, description = "all of them when not given") @Nullable
                    String service,
            @Mixin Newest newest) {
        Json events = api().doc("/journal?limit=" + newest.lines + ofService(service));
        Table table = new Table("TIME", "EVENT", "SERVICE", "VERSION", "BY", "DETAIL");
        for (Json event : events.items()) {
            table.row(
                    Times.at(event.number("timestamp")),
                    event.text("event"),
                    event.text("serviceName"),
                    event.text("version"),
                    event.get("requestedBy").text("name"),
                    event.text("detail"));
        }
        show(events, table, "Nothing was asked for yet.");
    }

    @Command(name = "hosts", description = "The hosts, and how many units run on each.")
    void hosts() {
        Json hosts = api().get("/cluster/hosts");
        Table table = new Table("ID", "ADDRESS", "UNITS", "MEMORY", "METADATA");
        for (Json host : hosts.items()) {
            Json resources = host.get("TotalResources");
            table.row(
                    host.text("ID"),
                    host.text("PublicIP"),
                    host.get("units").items().size(),
                    resources.isNothing() ? "" : resources.text("Memory") + " MiB",
                    String.join(
                            " ",
                            FieldDiff.flat(host.get("Metadata")).entrySet().stream()
                                    .map(Object::toString)
                                    .toList()));
        }
        show(hosts, table, "No host is known.");
    }

    @Command(
            name = "drift",
            description = "What runs but should not, or should but does not; exit status 1 when there is any.")
    int drift(
            @Parameters(arity = "0..1", paramLabel = SERVICE, description = "all of them when not given") @Nullable
                    String service) {
        Json drift = api().doc(service == null ? "/drift" : Api.path("drift", service));
        Table table = new Table("KIND", "UNIT", "EXPECTED", "ACTUAL", "ADVICE");
        for (Json finding : drift.get("findings").items()) {
            table.row(
                    finding.text("kind"),
                    finding.text("unit"),
                    finding.text("expected"),
                    finding.text("actual"),
                    finding.text("advice"));
        }
        show(drift, table, "No drift; state of the check: " + drift.text("state") + ".");
        return (table.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    @Command(name = "why", description = "What became of a request, by the X-Request-Id of its answer.")
    void why(@Parameters(paramLabel = "ID", description = "the header's value") String id) {
        if (out().isJson()) {
            out().json(api().get(Api.path("trace", id)));
        } else {
            out().text(api().text("GET", Api.path("trace", id), null, "text/plain"));
        }
    }

    @Command(name = "audit", description = "Who changed what, and who was refused, newest first.")
    void audit(
            @Option(names = "--service", paramLabel = SERVICE, description = "that it concerns") @Nullable
                    String service,
            @Option(names = "--refused", description = "only what was refused") boolean refused,
            @Mixin Newest newest) {
        Json audit = api().doc("/audit?limit=" + newest.lines + (refused ? "&refused=true" : "") + ofService(service));
        Table table = new Table("TIME", "WHO", "FROM", "ACTION", "STATUS");
        for (Json entry : audit.get("records").items()) {
            table.row(
                    Times.at(entry.number("at")),
                    entry.get("actor").text("name"),
                    entry.text("address"),
                    entry.text("action"),
                    entry.text("status"));
        }
        show(audit, table, "No records.");
    }
}
