package io.paz.engine.fleet.control;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.InstanceId;
import io.paz.engine.fleet.client.FleetClient;
import io.paz.engine.fleet.client.JournalClient;
import io.paz.engine.fleet.client.JournalLine;
import io.paz.engine.fleet.unit.UnitName;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Lines of a unit from the journal of the host that fleet placed it on. */
final class UnitJournal {

    private final FleetClient fleet;
    private final String urlTemplate;
    private final Function<URI, JournalClient> journals;
    private final Map<String, JournalClient> clients = new ConcurrentHashMap<>();

    /** @param urlTemplate address of a host's journal, with {@code {ip}} where the host's own goes */
    UnitJournal(FleetClient fleet, String urlTemplate, Function<URI, JournalClient> journals) {
        this.fleet = fleet;
        this.urlTemplate = urlTemplate;
        this.journals = journals;
    }

    /** The last lines about an instance; one line that says why when they cannot be read. */
    UnitLog lastLines(InstanceId instance, int count) {
        String container = UnitName.container(instance).toString();
        String sidekick = UnitName.announce(instance).toString();
        try {
            return FleetCall.await(host(container)
                    .map(this::client)
                    .flatMap(journal -> Mono.zip(
                            journal.lastLines(container, count),
                            journal.lastLinesAbout(container, count),
                            journal.lastLines(sidekick, count)))
                    .map(lines -> new UnitLog(lines.getT1(), lines.getT2(), lines.getT3()))
                    .defaultIfEmpty(new UnitLog(List.of(), List.of(), List.of())));
        } catch (EngineUnavailableException | EngineRefusedException e) {
            String unread = "(the last lines of " + container + " could not be read: " + e.getMessage() + ")";
            return new UnitLog(List.of(unread), List.of(), List.of());
        }
    }

    /** The same, without what was printed before a moment; empty when they cannot be read. */
    Optional<UnitLog> linesSince(InstanceId instance, Instant since, int count) {
        String container = UnitName.container(instance).toString();
        String sidekick = UnitName.announce(instance).toString();
        try {
            return FleetCall.await(host(container)
                    .map(this::client)
                    .flatMap(journal -> Mono.zip(
                            journal.last(List.of(container), count)
                                    .takeLast(count)
                                    .collectList(),
                            journal.last(List.of(sidekick), count)
                                    .takeLast(count)
                                    .collectList(),
                            (printed, told) -> new UnitLog(after(since, printed), List.of(), after(since, told))))
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty()));
        } catch (EngineUnavailableException | EngineRefusedException unread) {
            return Optional.empty();
        }
    }

    private static List<String> after(Instant since, List<JournalLine> lines) {
        return lines.stream()
                .filter(line -> !line.time().isBefore(since))
                .map(JournalLine::message)
                .toList();
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
