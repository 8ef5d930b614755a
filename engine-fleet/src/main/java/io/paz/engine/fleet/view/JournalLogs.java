package io.paz.engine.fleet.view;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import io.paz.engine.fleet.client.JournalClient;
import io.paz.engine.fleet.client.JournalLine;
import io.paz.engine.fleet.client.JournalStart;
import io.paz.engine.view.InstanceLogs;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** Lines of units from the journals of their hosts, over HTTP. */
public final class JournalLogs implements InstanceLogs {

    private static final String SUFFIX = ".service";
    private static final String BY_PAZ = "paz: ";

    private final String urlTemplate;
    private final Function<URI, JournalClient> connect;
    private final Map<String, JournalClient> clients = new ConcurrentHashMap<>();

    /** @param urlTemplate address of a host's journal, with {@code {ip}} where the host's own goes */
    public JournalLogs(String urlTemplate, Function<URI, JournalClient> connect) {
        this.urlTemplate = urlTemplate;
        this.connect = connect;
    }

    @Override
    public Flux<LogLine> last(Host host, Set<String> workloads, int count) {
        return client(host).last(names(workloads), count).map(line -> line(host, line));
    }

    @Override
    public Flux<LogLine> follow(Host host, Set<String> workloads, Optional<LogLine> after) {
        JournalStart start =
                after.map(line -> JournalStart.after(line.cursor())).orElseGet(() -> JournalStart.at(Instant.EPOCH));
        return client(host).follow(names(workloads), start).map(line -> line(host, line));
    }

    private JournalClient client(Host host) {
        return clients.computeIfAbsent(
                host.address(), address -> connect.apply(URI.create(urlTemplate.replace("{ip}", address))));
    }

    private static List<String> names(Set<String> workloads) {
        return workloads.stream().map(unit -> unit + SUFFIX).toList();
    }

    private static LogLine line(Host host, JournalLine line) {
        String unit = line.unit();
        return new LogLine(
                line.time(),
                host.id(),
                unit.endsWith(SUFFIX) ? unit.substring(0, unit.length() - SUFFIX.length()) : unit,
                line.byPaz() ? BY_PAZ + line.message() : line.message(),
                line.cursor());
    }
}
