package io.paz.orchestrator.logs.remote;

import io.paz.client.JournalClient;
import io.paz.client.JournalLine;
import io.paz.client.JournalStart;
import io.paz.orchestrator.logs.Journals;
import io.paz.orchestrator.logs.LogHost;
import io.paz.orchestrator.logs.LogLine;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** The journals of hosts over HTTP. */
public final class RemoteJournals implements Journals {

    private static final String SUFFIX = ".service";
    private static final String BY_PAZ = "paz: ";

    private final String urlTemplate;
    private final Function<URI, JournalClient> connect;
    private final Map<String, JournalClient> clients = new ConcurrentHashMap<>();

    /** @param urlTemplate address of a host's journal, with {@code {ip}} where the host's own goes */
    public RemoteJournals(String urlTemplate, Function<URI, JournalClient> connect) {
        this.urlTemplate = urlTemplate;
        this.connect = connect;
    }

    @Override
    public Flux<LogLine> last(LogHost host, Set<String> units, int count) {
        return client(host).last(names(units), count).map(line -> line(host, line));
    }

    @Override
    public Flux<LogLine> follow(LogHost host, Set<String> units, Optional<LogLine> behind) {
        JournalStart start =
                behind.map(line -> JournalStart.behind(line.cursor())).orElseGet(() -> JournalStart.at(Instant.EPOCH));
        return client(host).follow(names(units), start).map(line -> line(host, line));
    }

    private JournalClient client(LogHost host) {
        return clients.computeIfAbsent(
                host.address(), address -> connect.apply(URI.create(urlTemplate.replace("{ip}", address))));
    }

    private static List<String> names(Set<String> units) {
        return units.stream().map(unit -> unit + SUFFIX).toList();
    }

    private static LogLine line(LogHost host, JournalLine line) {
        String unit = line.unit();
        return new LogLine(
                line.time(),
                host.id(),
                unit.endsWith(SUFFIX) ? unit.substring(0, unit.length() - SUFFIX.length()) : unit,
                line.byPaz() ? BY_PAZ + line.message() : line.message(),
                line.cursor());
    }
}
