package io.paz.scheduler.engine.fleet;

import io.paz.client.FleetClient;
import io.paz.client.JournalClient;
import io.paz.scheduler.deployment.UnitLogs;
import io.paz.scheduler.deployment.engine.EngineRefused;
import io.paz.scheduler.deployment.engine.EngineUnavailable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Lines of a unit from the journal of the host that fleet placed it on. */
public final class JournalLogs implements UnitLogs {

    private final FleetClient fleet;
    private final String urlTemplate;
    private final Function<URI, JournalClient> journals;
    private final Map<String, JournalClient> clients = new ConcurrentHashMap<>();

    /** @param urlTemplate address of a host's journal, with {@code {ip}} where the host's own goes */
    public JournalLogs(FleetClient fleet, String urlTemplate, Function<URI, JournalClient> journals) {
        this.fleet = fleet;
        this.urlTemplate = urlTemplate;
        this.journals = journals;
    }

    @Override
    public List<String> lastLines(String part, int count) {
        try {
            return FleetCall.await(host(part)
                    .flatMap(address -> client(address).lastLines(part, count))
                    .defaultIfEmpty(List.of()));
        } catch (EngineUnavailable | EngineRefused e) {
            return List.of("(the last lines of " + part + " could not be read: " + e.getMessage() + ")");
        }
    }

    private Mono<String> host(String unit) {
        return fleet.states(unit).mapNotNull(state -> state.machineId()).next().flatMap(id -> fleet.machines()
                .filter(machine -> machine.id().equals(id))
                .map(machine -> Objects.requireNonNullElse(machine.primaryIp(), ""))
                .next());
    }

    private JournalClient client(String address) {
        return clients.computeIfAbsent(address, host -> journals.apply(URI.create(urlTemplate.replace("{ip}", host))));
    }
}
