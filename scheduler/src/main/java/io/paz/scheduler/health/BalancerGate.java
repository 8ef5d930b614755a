package io.paz.scheduler.health;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import io.paz.scheduler.traffic.LoadBalancers;
import io.paz.scheduler.traffic.LoadBalancers.Report;
import io.paz.scheduler.traffic.LoadBalancers.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Waits until every load balancer has applied the published routes. One that does not answer for as long as the pause of {@link Timeouts#drain}
 * is passed over, and the evidence says so. While none is known at all, nothing is concluded.
 */
public final class BalancerGate {

    private static final Duration MAX_POLL_INTERVAL = Duration.ofMillis(100);

    private final LoadBalancers balancers;
    private final Timeouts timeouts;
    private final Pause pause;

    public BalancerGate(LoadBalancers balancers, Timeouts timeouts, Pause pause) {
        this.balancers = balancers;
        this.timeouts = timeouts;
        this.pause = pause;
    }

    /** Blocks until the instances are up in every balancer that answers; gives the evidence. */
    public String awaitUp(ReleaseId release, List<Integer> instances, Deadline deadline, BooleanSupplier cancelled)
            throws DeploymentFailedException {
        Deadline patience = Deadline.in(timeouts.drain());
        while (true) {
            List<Report> reports = balancers.ask(release.service());
            Optional<String> lacking = first(reports, report -> notUp(report, release, instances));
            if (lacking.isEmpty() && (patience.isOver() || noneIsSilent(reports))) {
                return instances.size() + " instances are UP in " + answering(reports) + silent(reports);
            }
            if (cancelled.getAsBoolean()) {
                throw DeploymentFailedException.cancelled();
            }
            if (lacking.isPresent() && deadline.isOver()) {
                throw new DeploymentFailedException(
                        "not in the load balancer within " + deadline + ": " + lacking.get());
            }
            pause();
        }
    }

    /**
     * Blocks until no balancer that answers sends new requests to the instances; gives the evidence. A balancer that still does after
     * {@link Timeouts#UNROUTING} is not waited for: what keeps it back would keep back every deployment.
     */
    public String awaitOut(ReleaseId release, List<Integer> instances) {
        Deadline patience = Deadline.in(timeouts.drain());
        Deadline end = Deadline.in(Timeouts.UNROUTING);
        while (true) {
            List<Report> reports = balancers.ask(release.service());
            Optional<String> remaining = first(reports, report -> notOut(report, release, instances));
            boolean quiet = patience.isOver() || noneIsSilent(reports);
            if (remaining.isEmpty() && quiet) {
                return "no new request reaches it through " + answering(reports) + silent(reports)
                        + open(reports, release, instances);
            }
            if (remaining.isPresent() && end.isOver()) {
                return "went on after " + end + " although " + remaining.get();
            }
            pause();
        }
    }

    /** Blocks until every balancer that answers gives these weights to the instances of each release that it knows. */
    public String awaitWeights(Map<ReleaseId, Integer> weights, Deadline deadline, BooleanSupplier cancelled)
            throws DeploymentFailedException {
        Deadline patience = Deadline.in(timeouts.drain());
        while (true) {
            List<Report> reports = balancers.ask(service(weights));
            Optional<String> different = first(reports, report -> notWeighed(report, weights));
            if (different.isEmpty() && (patience.isOver() || noneIsSilent(reports))) {
                return "so it is in " + answering(reports) + silent(reports);
            }
            if (cancelled.getAsBoolean()) {
                throw DeploymentFailedException.cancelled();
            }
            if (different.isPresent() && deadline.isOver()) {
                throw new DeploymentFailedException(
                        "weights were not taken over within " + deadline + ": " + different.get());
            }
            pause();
        }
    }

    private static String service(Map<ReleaseId, Integer> weights) {
        return weights.keySet().iterator().next().service();
    }

    private static Optional<String> notWeighed(Report report, Map<ReleaseId, Integer> weights) {
        return report.servers().stream()
                .filter(server -> server.weight() != weights.getOrDefault(server.release(), server.weight()))
                .map(server -> "instance " + server.instance() + " of " + server.release() + " has weight "
                        + server.weight() + " in " + report.balancer())
                .findFirst();
    }

    /** The first fault; not to know of any balancer is one, since there always are some. */
    private static Optional<String> first(List<Report> reports, Function<Report, Optional<String>> fault) {
        if (reports.isEmpty()) {
            return Optional.of("no load balancer is known");
        }
        return reports.stream()
                .filter(report -> !report.isSilent())
                .flatMap(report -> fault.apply(report).stream())
                .findFirst();
    }

    private static Optional<String> notUp(Report report, ReleaseId release, List<Integer> instances) {
        return instances.stream()
                .filter(instance -> servers(report, release, instance::equals).noneMatch(Server::isUp))
                .map(instance -> "instance " + instance + " is " + status(report, release, instance) + " in "
                        + report.balancer())
                .findFirst();
    }

    private static String status(Report report, ReleaseId release, int instance) {
        return servers(report, release, number -> number == instance)
                .map(server -> server.checked() ? server.status() : "not checked yet")
                .findFirst()
                .orElse("not known");
    }

    private static Optional<String> notOut(Report report, ReleaseId release, List<Integer> instances) {
        return servers(report, release, instances::contains)
                .filter(server -> !server.isOut())
                .map(server -> "instance " + server.instance() + " is " + server.status() + " in " + report.balancer())
                .findFirst();
    }

    /** What its instances wait for before they stop. */
    private static String open(List<Report> reports, ReleaseId release, List<Integer> instances) {
        int open = reports.stream()
                .flatMap(report -> servers(report, release, instances::contains))
                .mapToInt(Server::open)
                .sum();
        return open == 0
                ? ""
                : "; " + open
                        + " of its requests or long connections are open, and end within stopTimeoutSeconds or are cut";
    }

    private static Stream<Server> servers(Report report, ReleaseId release, Predicate<Integer> instances) {
        return report.servers().stream()
                .filter(server -> server.release().equals(release) && instances.test(server.instance()));
    }

    private static boolean noneIsSilent(List<Report> reports) {
        return reports.stream().noneMatch(Report::isSilent);
    }

    private static String answering(List<Report> reports) {
        long count = reports.stream().filter(report -> !report.isSilent()).count();
        return count + " of " + reports.size() + " load balancers";
    }

    private String silent(List<Report> reports) {
        return reports.stream()
                .filter(Report::isSilent)
                .map(report -> "; waited " + timeouts.drain().toMillis() + " ms instead for " + report.balancer()
                        + ", which could not be asked: " + report.problem())
                .collect(Collectors.joining());
    }

    private void pause() {
        pause.of(MAX_POLL_INTERVAL.compareTo(timeouts.poll()) < 0 ? MAX_POLL_INTERVAL : timeouts.poll());
    }
}
