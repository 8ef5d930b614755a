package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What changes the running version of a service; each follows it to its end. */
@Command
final class DeployCommands extends Group {

    DeployCommands(Session session) {
        super(session);
    }

    @Command(name = "deploy", description = "Deploy a service, and follow each step.")
    int deploy(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "its repository with a tag or digest")
                    @Nullable
                    String image,
            @Mixin WaitOptions wait) {
        Json request = Json.of("serviceName", service);
        return follow("/hooks/deploy", image == null ? request : request.with("dockerRepository", image), wait);
    }

    @Command(name = "rollback", description = "Deploy an earlier version again: image, configuration and scale.")
    int rollback(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "VERSION",
                            description = "the last one that was done before the newest, when not given")
                    @Nullable
                    Long version,
            @Mixin WaitOptions wait) {
        long target = version == null ? versionBefore(service) : version;
        return follow(Api.path("deployments", service, Long.toString(target), "rollback"), null, wait);
    }

    private long versionBefore(String service) {
        return beforeNewest(api().doc("/deployments?service=" + Api.encoded(service))
                        .items())
                .orElseThrow(() -> io.paz.cli.api.CommandException.failed(service
                        + " has no version before the one that serves; paz history " + service + " shows them."));
    }

    /** The second newest version that was done. */
    static Optional<Long> beforeNewest(List<Json> deployments) {
        return deployments.stream()
                .filter(deployment -> deployment.text("state").equals("done"))
                .map(deployment -> deployment.number("version"))
                .sorted(Comparator.reverseOrder())
                .skip(1)
                .findFirst();
    }

    @Command(name = "scale", description = "Run a service with so many instances.")
    int scale(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(paramLabel = "INSTANCES", description = "1 to 100") int instances,
            @Mixin WaitOptions wait) {
        return follow(service(service) + "/scale", Json.of("instances", instances), wait);
    }

    @Command(name = "restart", description = "Replace what runs by the same, without dropping a request.")
    int restart(@Parameters(paramLabel = SERVICE, description = "its name") String service, @Mixin WaitOptions wait) {
        return follow(service(service) + "/restart", null, wait);
    }

    @Command(name = "stop", description = "Take the instances of a service away; its host names answer 503.")
    int stop(@Parameters(paramLabel = SERVICE, description = "its name") String service, @Mixin WaitOptions wait) {
        return follow(service(service) + "/stop", null, wait);
    }

    @Command(name = "start", description = "Bring back what a stop took away.")
    int start(@Parameters(paramLabel = SERVICE, description = "its name") String service, @Mixin WaitOptions wait) {
        return follow(service(service) + "/start", null, wait);
    }

    private int follow(String path, @Nullable Json body, WaitOptions wait) {
        return new Follower(session(), wait).follow(path, body);
    }

    @Command(name = "promote", description = "Give a canary all of the traffic, without trying it any further.")
    void promote(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(paramLabel = "VERSION", description = "of the canary") long version) {
        act(service, version, "promote");
    }

    @Command(name = "abort", description = "Take a deployment back while the new version does not serve alone.")
    void abort(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(paramLabel = "VERSION", description = "of the deployment") long version) {
        act(service, version, "abort");
    }

    private void act(String service, long version, String action) {
        Json answer = api().call("POST", Api.path("deployments", service, Long.toString(version), action), null);
        done(
                answer,
                action + " of version " + version + " is accepted; paz history " + service
                        + " shows what comes of it.");
    }

    @Command(name = "preview", description = "What a deployment would change; changes nothing.")
    void preview(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "its repository with a tag or digest")
                    @Nullable
                    String image) {
        Json body = image == null ? Json.object(java.util.Map.of()) : Json.of("dockerRepository", image);
        if (out().isJson()) {
            out().json(api().post(service(service) + "/preview", body).get("doc"));
        } else {
            out().text(api().text("POST", service(service) + "/preview", body, "text/plain"));
        }
    }
}
