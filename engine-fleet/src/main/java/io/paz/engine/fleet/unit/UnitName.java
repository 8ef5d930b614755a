package io.paz.engine.fleet.unit;

import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import java.util.Optional;

/**
 * {@code <service>-<version>-<instance>.service}, or {@code <service>-announce-<version>-<instance>.service} of its sidekick.
 *
 * @param id of the instance that the unit runs or announces
 */
public record UnitName(InstanceId id, Role role) {

    private static final String ANNOUNCE = "-announce";
    private static final String SUFFIX = ".service";

    /** Which of an instance's two units it is. */
    public enum Role {
        CONTAINER,
        ANNOUNCE
    }

    public static UnitName container(InstanceId id) {
        return new UnitName(id, Role.CONTAINER);
    }

    public static UnitName announce(InstanceId id) {
        return new UnitName(id, Role.ANNOUNCE);
    }

    /** Empty for every name that Paz does not give. */
    public static Optional<UnitName> parse(String text) {
        return text.endsWith(SUFFIX)
                ? InstanceId.parse(text.substring(0, text.length() - SUFFIX.length()))
                        .map(UnitName::of)
                : Optional.empty();
    }

    private static UnitName of(InstanceId written) {
        String service = written.service();
        return service.endsWith(ANNOUNCE)
                ? announce(new InstanceId(
                        service.substring(0, service.length() - ANNOUNCE.length()),
                        written.version(),
                        written.instance()))
                : container(written);
    }

    public ReleaseId release() {
        return id.release();
    }

    public int instance() {
        return id.instance();
    }

    /** The name of the container that the unit runs or announces. */
    public String containerName() {
        return id.toString();
    }

    @Override
    public String toString() {
        return role == Role.CONTAINER
                ? id + SUFFIX
                : new InstanceId(id.service() + ANNOUNCE, id.version(), id.instance()) + SUFFIX;
    }
}
