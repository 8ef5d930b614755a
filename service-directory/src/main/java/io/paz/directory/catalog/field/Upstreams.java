package io.paz.directory.catalog.field;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The services that a service calls. They need not exist yet. */
public record Upstreams(List<ServiceName> values) {

    private static final int MAX_UPSTREAMS = 50;
    private static final String EXPECTED =
            "the name of another service without an environment, since it is that of the caller's own environment; each once";

    public Upstreams {
        values = List.copyOf(values);
        InvalidFieldException.unless(
                values.size() <= MAX_UPSTREAMS, "upstreams", values.size() + " entries", "at most " + MAX_UPSTREAMS);
        Set<ServiceName> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            InvalidFieldException.unless(
                    seen.add(values.get(i)), field(i), values.get(i).value(), EXPECTED);
        }
    }

    public static Upstreams of(List<String> names) {
        List<ServiceName> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String field = field(i);
            values.add(ServiceName.ifValid(name)
                    .filter(service -> service.environment().isProduction())
                    .orElseThrow(() -> new InvalidFieldException(field, name, EXPECTED)));
        }
        return new Upstreams(values);
    }

    /** Requires that the service does not name itself. */
    public void checkCaller(ServiceName caller) {
        int self = values.indexOf(caller.in(EnvironmentName.PRODUCTION));
        InvalidFieldException.unless(self < 0, field(self), caller.value(), EXPECTED);
    }

    public List<String> names() {
        return values.stream().map(ServiceName::value).toList();
    }

    private static String field(int index) {
        return "upstreams[%d]".formatted(index);
    }
}
