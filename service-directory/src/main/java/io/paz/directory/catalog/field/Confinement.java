package io.paz.directory.catalog.field;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Exceptions from how each container is confined; null means the default. */
public record Confinement(
        @Nullable Integer pids,
        @Nullable Boolean noNewPrivileges,
        @Nullable List<String> addCapabilities) {

    private static final int MIN_PIDS = 16;
    private static final int MAX_PIDS = 4_194_304;

    /** None of them leads out of the container: those that do, such as SYS_ADMIN, are given to no service. */
    private static final Set<String> ADDABLE =
            Set.of("AUDIT_WRITE", "IPC_LOCK", "MKNOD", "NET_RAW", "SETFCAP", "SYS_NICE");

    public Confinement {
        InvalidFieldException.unless(
                pids == null || pids >= MIN_PIDS && pids <= MAX_PIDS,
                "confinement.pids",
                pids,
                MIN_PIDS + " to " + MAX_PIDS);
        if (addCapabilities != null) {
            addCapabilities = List.copyOf(addCapabilities);
            checkCapabilities(addCapabilities);
        }
    }

    private static void checkCapabilities(List<String> names) {
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            InvalidFieldException.unless(
                    ADDABLE.contains(name) && seen.add(name),
                    "confinement.addCapabilities[%d]".formatted(i),
                    name,
                    "one of " + new TreeSet<>(ADDABLE) + ", once");
        }
    }
}
