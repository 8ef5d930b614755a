package io.paz.host.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.paz.engine.fleet.api.Machine;
import io.paz.engine.fleet.api.MachinePage;
import io.paz.host.agent.HostAgent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The one machine as the fleet API shows it, and the changes of its metadata. */
public final class MachineResource {
    private static final Pattern PATH = Pattern.compile("/([^/]+)/metadata/([A-Za-z0-9_.-]+)");
    private static final Set<String> OPERATIONS = Set.of("add", "remove", "replace");

    /** One operation of a JSON patch. */
    record Operation(
            @Nullable String op,
            @Nullable String path,
            @Nullable Value value) {
        boolean removes() {
            return "remove".equals(op);
        }

        /** What the name gets; nothing takes the name away. */
        String text() {
            return value == null || value.value() == null ? "" : value.value();
        }
    }

    /** {@code "fast"}, as fleet's documentation says, or {@code {"value": "fast"}}, which is all that fleet 1.0 takes. */
    record Value(@Nullable String value) {
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        Value {}

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Value of(String value) {
            return new Value(value);
        }
    }

    private final HostAgent agent;
    private final String primaryIp;

    public MachineResource(HostAgent agent, String primaryIp) {
        this.agent = agent;
        this.primaryIp = primaryIp;
    }

    MachinePage list(PageToken token) {
        Map<String, String> metadata = new TreeMap<>(agent.metadata());
        Machine machine = new Machine(agent.machineId(), primaryIp, metadata.isEmpty() ? null : metadata);
        return new MachinePage(token.slice(List.of(machine)), token.next(1).orElse(null));
    }

    /** Carries out all operations, or none. */
    void patch(List<Operation> operations) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Operation operation : operations) {
            Matcher path = PATH.matcher(operation.path() == null ? "" : operation.path());
            check(operation, path);
            changes.put(path.group(2), operation.removes() ? "" : operation.text());
        }
        agent.changeMetadata(changes);
    }

    private void check(Operation operation, Matcher path) {
        refuse(
                operation.op() == null || !OPERATIONS.contains(operation.op()),
                "invalid op: expect add, remove, or replace");
        refuse(!path.matches(), "machine metadata path invalid");
        refuse(!operation.removes() && operation.text().isEmpty(), "invalid value: add and replace require a value");
        if (!path.group(1).equals(agent.machineId())) {
            throw FleetError.exception(
                    HttpStatus.NOT_FOUND,
                    "machine \"" + path.group(1) + "\" does not exist (expected: " + agent.machineId() + ")");
        }
    }

    private static void refuse(boolean condition, String message) {
        if (condition) {
            throw FleetError.exception(HttpStatus.BAD_REQUEST, message);
        }
    }
}
