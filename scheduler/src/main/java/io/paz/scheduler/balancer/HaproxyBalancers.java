package io.paz.scheduler.balancer;

import io.paz.client.HttpCallException;
import io.paz.client.StatisticsClient;
import io.paz.engine.InstanceId;
import io.paz.scheduler.serving.BalancerHealth;
import io.paz.scheduler.serving.BalancerHealthSource;
import io.paz.scheduler.traffic.LoadBalancers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The HAProxy of every host, by its statistics page. All are asked at once, and each has 2 s to answer. */
public final class HaproxyBalancers implements LoadBalancers, BalancerHealthSource {

    private final Supplier<Set<String>> hosts;
    private final String urlTemplate;
    private final StatisticsClient statistics;

    /**
     * @param hosts addresses of the hosts now
     * @param urlTemplate address of a host's statistics, with {@code {ip}} where the host's own goes; without that there is one
     *     HAProxy
     */
    public HaproxyBalancers(Supplier<Set<String>> hosts, String urlTemplate, StatisticsClient statistics) {
        this.hosts = hosts;
        this.urlTemplate = urlTemplate.replaceAll("/+$", "");
        this.statistics = statistics;
    }

    @Override
    public List<Report> ask(String service) {
        List<CompletableFuture<Report>> reports =
                addresses().stream().map(address -> ask(address, service)).toList();
        return reports.stream().map(HaproxyBalancers::answer).toList();
    }

    @Override
    public List<Map<InstanceId, BalancerHealth>> health() {
        List<CompletableFuture<Optional<Map<InstanceId, BalancerHealth>>>> pages = addresses().stream()
                .map(address -> page(address).thenApply(page -> page.map(statistics -> statistics.health(address))))
                .toList();
        return pages.stream()
                .flatMap(page -> HaproxyBalancers.answer(page).stream())
                .toList();
    }

    private CompletableFuture<Optional<StatisticsPage>> page(String address) {
        return statistics
                .ask(address)
                .map(page -> Optional.of(new StatisticsPage(page.rows())))
                .onErrorResume(HttpCallException.class, failure -> Mono.just(none()))
                .toFuture();
    }

    private static Optional<StatisticsPage> none() {
        return Optional.empty();
    }

    private List<String> addresses() {
        return hosts.get().stream()
                .map(host -> urlTemplate.replace("{ip}", host))
                .distinct()
                .sorted()
                .toList();
    }

    private CompletableFuture<Report> ask(String address, String service) {
        return statistics
                .ask(address)
                .map(page -> report(address, service, new StatisticsPage(page.rows())))
                .onErrorResume(
                        HttpCallException.class,
                        failure -> Mono.just(Report.silent(address, String.valueOf(failure.getMessage()))))
                .toFuture();
    }

    private static Report report(String address, String service, StatisticsPage page) {
        return new Report(address, null, page.lifetime(), page.traffic(service), page.servers(service));
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
