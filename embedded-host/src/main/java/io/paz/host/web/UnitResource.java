package io.paz.host.web;

import io.paz.engine.fleet.api.Unit;
import io.paz.engine.fleet.api.UnitOption;
import io.paz.engine.fleet.api.UnitPage;
import io.paz.engine.fleet.api.UnitState;
import io.paz.engine.fleet.api.UnitStatePage;
import io.paz.host.agent.HostAgent;
import io.paz.host.manager.UnitStatus;
import io.paz.host.registry.RegisteredUnit;
import io.paz.host.unit.DesiredState;
import io.paz.host.unit.Directive;
import io.paz.host.unit.Requirements;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.host.unit.UnitValidator;
import io.paz.host.unit.text.InvalidUnitException;
import io.paz.http.longpoll.Changes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;

/** Units and their states as the fleet API shows and takes them. Writes block until they are on disk. */
public final class UnitResource {
    private final HostAgent agent;
    private final UnitValidator validator;
    private final Changes changesOfStates = new Changes();
    private volatile TaggedStatuses tagged = new TaggedStatuses(List.of(), "");

    private record TaggedStatuses(List<UnitStatus> statuses, String tag) {}

    public UnitResource(HostAgent agent, UnitValidator validator) {
        this.agent = agent;
        this.validator = validator;
        agent.onStatusChange(changesOfStates::signal);
    }

    @EventListener(ContextClosedEvent.class)
    void closing() {
        changesOfStates.end();
    }

    UnitPage list(PageToken token) {
        List<RegisteredUnit> all = agent.units();
        List<Unit> page = token.slice(all).stream().map(this::unit).toList();
        return new UnitPage(nullIfEmpty(page), token.next(all.size()).orElse(null));
    }

    Unit get(String name) {
        return find(name).map(this::unit).orElseThrow(UnitResource::unknown);
    }

    /** Creates or changes the unit; returns 201 if its content is new, otherwise 204. */
    HttpStatus put(String path, Unit body) {
        if (body.name() != null && !body.name().isEmpty() && !body.name().equals(path)) {
            throw FleetError.exception(
                    HttpStatus.BAD_REQUEST,
                    "name in URL \"" + path + "\" differs from unit name in request body \"" + body.name() + "\"");
        }
        try {
            return put(new UnitName(path), file(body.options()), body.desiredState());
        } catch (InvalidUnitException e) {
            throw refused(e);
        }
    }

    private HttpStatus put(UnitName name, Optional<UnitFile> file, @Nullable String desiredState) {
        Optional<RegisteredUnit> present = agent.find(name);
        if (present.isEmpty() && file.isEmpty()) {
            throw FleetError.exception(HttpStatus.CONFLICT, "unit does not exist and options field empty");
        }
        boolean isNew = file.isPresent()
                && present.map(unit -> !unit.file().hash().equals(file.get().hash()))
                        .orElse(true);
        // fleetctl submits new content without saying how far it is wanted to go.
        DesiredState desired = desired(name, isNew && desiredState == null ? "inactive" : desiredState);
        if (isNew) {
            validator.check(name, file.get());
            agent.save(name, file.get(), desired);
            return HttpStatus.CREATED;
        }
        agent.setDesired(name, desired);
        return HttpStatus.NO_CONTENT;
    }

    private static DesiredState desired(UnitName name, @Nullable String text) {
        DesiredState desired = DesiredState.of(text == null ? "" : text)
                .orElseThrow(() -> FleetError.exception(
                        HttpStatus.BAD_REQUEST,
                        "desiredState: " + (text == null ? "missing" : "\"" + text + "\"")
                                + " (expected: inactive, loaded or launched)"));
        if (name.isTemplate() && desired != DesiredState.INACTIVE) {
            throw FleetError.exception(HttpStatus.BAD_REQUEST, "cannot activate template \"" + name + "\"");
        }
        return desired;
    }

    private static Optional<UnitFile> file(@Nullable List<UnitOption> options) {
        return options == null || options.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnitFile(
                        options.stream().map(UnitResource::directive).toList()));
    }

    /** What is left out counts as empty, as in fleet. */
    private static Directive directive(UnitOption option) {
        return new Directive(text(option.section()), text(option.name()), text(option.value()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    void delete(String name) {
        UnitName unit = find(name).orElseThrow(UnitResource::unknown).name();
        if (!agent.destroy(unit)) {
            throw unknown();
        }
    }

    UnitStatePage states(PageToken token, Optional<String> machineId, Optional<String> unitName) {
        List<UnitState> all = agent.statuses().stream()
                .map(this::state)
                .filter(state -> machineId.map(agent.machineId()::equals).orElse(true))
                .filter(state -> unitName.map(state.name()::equals).orElse(true))
                .toList();
        return new UnitStatePage(
                nullIfEmpty(token.slice(all)), token.next(all.size()).orElse(null));
    }

    /** Signalled whenever the tag of states changes. */
    Changes changesOfStates() {
        return changesOfStates;
    }

    /** Differs whenever states of units do; calculated once for each list of them. */
    String tagOfStates() {
        List<UnitStatus> statuses = agent.statuses();
        TaggedStatuses known = tagged;
        if (!known.statuses().equals(statuses) || known.tag().isEmpty()) {
            known = new TaggedStatuses(statuses, tag(statuses));
            tagged = known;
        }
        return known.tag();
    }

    private String tag(List<UnitStatus> statuses) {
        CRC32C checksum = new CRC32C();
        statuses.forEach(status -> checksum.update(state(status).toString().getBytes(StandardCharsets.UTF_8)));
        return "\"%d-%08x\"".formatted(statuses.size(), checksum.getValue());
    }

    UnitState state(String name) {
        return agent.statuses().stream()
                .filter(status -> status.name().text().equals(name))
                .findFirst()
                .map(this::state)
                .orElseThrow(() -> FleetError.exception(HttpStatus.NOT_FOUND, "unit state does not exist"));
    }

    private UnitState state(UnitStatus status) {
        return new UnitState(
                status.name().text(),
                status.hash(),
                agent.machineId(),
                status.loadState(),
                status.state().active().text(),
                status.state().text());
    }

    private Unit unit(RegisteredUnit unit) {
        List<UnitOption> options = unit.file().directives().stream()
                .map(line -> new UnitOption(line.section(), line.name(), line.value()))
                .toList();
        String desired = unit.desired().text();
        if (Requirements.of(unit.name(), unit.file()).global()) {
            return new Unit(unit.name().text(), options, desired, null, null);
        }
        Optional<DesiredState> current = agent.currentState(unit.name());
        return new Unit(
                unit.name().text(),
                options,
                desired,
                current.orElse(DesiredState.INACTIVE).text(),
                current.isPresent() ? agent.machineId() : null);
    }

    private Optional<RegisteredUnit> find(String name) {
        try {
            return agent.find(new UnitName(name));
        } catch (InvalidUnitException e) {
            return Optional.empty();
        }
    }

    private static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static RuntimeException unknown() {
        return FleetError.exception(HttpStatus.NOT_FOUND, "unit does not exist");
    }

    private static RuntimeException refused(InvalidUnitException e) {
        return FleetError.exception(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
}
