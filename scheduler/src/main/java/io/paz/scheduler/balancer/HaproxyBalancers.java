package io.paz.scheduler.balancer;

import io.paz.scheduler.deployment.Balancers;
import io.paz.scheduler.deployment.serving.BalancerHealth;
import io.paz.scheduler.deployment.serving.BalancerHealthSource;
import io.paz.scheduler.deployment.serving.InstanceRef;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** The HAProxy of every host, by its statistics page. All are asked at once, and each has 2 s to answer. */
public final class HaproxyBalancers implements Balancers, BalancerHealthSource {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final Supplier<Set<String>> hosts;
    private final String urlTemplate;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param hosts addresses of the hosts now
     * @param urlTemplate address of a host's statistics, with {@code {ip}} where the host's own goes; without that there is one
     *     HAProxy
     */
    public HaproxyBalancers(Supplier<Set<String>> hosts, String urlTemplate) {
        this.hosts = hosts;
        this.urlTemplate = urlTemplate.replaceAll("/+$", "");
    }

    @Override
    public List<Report> ask(String service) {
        List<CompletableFuture<Report>> reports =
                addresses().stream().map(address -> ask(address, service)).toList();
        return reports.stream().map(HaproxyBalancers::answer).toList();
    }

    @Override
    public List<Map<InstanceRef, BalancerHealth>> health() {
        List<CompletableFuture<Optional<Map<InstanceRef, BalancerHealth>>>> pages = addresses().stream()
                .map(address -> page(address).thenApply(page -> page.map(statistics -> statistics.health(address))))
                .toList();
        return pages.stream()
                .flatMap(page -> HaproxyBalancers.answer(page).stream())
                .toList();
    }

    private CompletableFuture<Optional<StatisticsPage>> page(String address) {
        return http.sendAsync(request(address), BodyHandlers.ofString())
                .handle((response, failure) -> failure == null && response.statusCode() == OK
                        ? StatisticsPage.parse(response.body())
                        : Optional.empty());
    }

    private List<String> addresses() {
        return hosts.get().stream()
                .map(host -> urlTemplate.replace("{ip}", host))
                .distinct()
                .sorted()
                .toList();
    }

    private CompletableFuture<Report> ask(String address, String service) {
        return http.sendAsync(request(address), BodyHandlers.ofString())
                .handle((response, failure) ->
                        failure == null ? report(address, service, response) : Report.silent(address, reason(failure)));
    }

    private static HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(address + "/;csv"))
                .timeout(PATIENCE)
                .build();
    }

    private static Report report(String address, String service, HttpResponse<String> response) {
        Optional<StatisticsPage> page =
                response.statusCode() == OK ? StatisticsPage.parse(response.body()) : Optional.empty();
        return page.map(statistics -> new Report(
                        address, null, statistics.lifetime(), statistics.traffic(service), statistics.servers(service)))
                .orElseGet(() -> Report.silent(
                        address, "its answer " + response.statusCode() + " is not a statistics page of HAProxy"));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() instanceof IOException io ? io : failure;
        return Objects.requireNonNullElse(
                cause.getMessage(), cause instanceof ConnectException ? "no connection" : cause.toString());
    }

    private static <T> T answer(CompletableFuture<T> report) {
        try {
            return report.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the scheduler stops", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("every failure is a report", e);
        }
    }
}
