package io.paz.scheduler.engine.fleet;

import io.paz.scheduler.release.ReleaseId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code <service>-<version>-<instance>.service}, or {@code <service>-announce-<version>-<instance>.service} of its sidekick.
 * Service names hold dashes and digits themselves, so a name is read from the right.
 */
record UnitName(ReleaseId release, int instance, Role role) {

    private static final String ANNOUNCE = "-announce";
    private static final Pattern NAME =
            Pattern.compile("([a-z][a-z0-9-]*)-([1-9][0-9]{0,8})-([1-9][0-9]{0,8})\\.service");

    /** Which of an instance's two units it is. */
    enum Role {
        CONTAINER,
        ANNOUNCE
    }

    static UnitName container(ReleaseId release, int instance) {
        return new UnitName(release, instance, Role.CONTAINER);
    }

    static UnitName announce(ReleaseId release, int instance) {
        return new UnitName(release, instance, Role.ANNOUNCE);
    }

    /** Empty for every name that Paz does not give. */
    static Optional<UnitName> parse(String text) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String head = matcher.group(1);
        boolean announces = head.endsWith(ANNOUNCE);
        String service = announces ? head.substring(0, head.length() - ANNOUNCE.length()) : head;
        ReleaseId release = new ReleaseId(service, Integer.parseInt(matcher.group(2)));
        return Optional.of(
                new UnitName(release, Integer.parseInt(matcher.group(3)), announces ? Role.ANNOUNCE : Role.CONTAINER));
    }

    /** The name of the container that the unit runs or announces. */
    String containerName() {
        return release.service() + "-" + release.version() + "-" + instance;
    }

    @Override
    public String toString() {
        String infix = role == Role.ANNOUNCE ? ANNOUNCE : "";
        return release.service() + infix + "-" + release.version() + "-" + instance + ".service";
    }
}
