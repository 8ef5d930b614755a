package io.paz.announcer;

import io.paz.etcd.LeasedKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Settings of an announcer.
 *
 * @param hostIp IPv4 address under which instances of this host are announced
 * @param platform id of the containers of this platform
 * @param socket where sidekicks register
 * @param leaseTime how long the keys of this host outlive an announcer that is away
 */
public record AnnouncerSettings(String hostIp, String platform, Path socket, Duration leaseTime) {

    /** Name in the environment of sidekicks for the path of the socket. */
    public static final String SOCKET_VARIABLE = "PAZ_ANNOUNCER_SOCKET";

    private static final Pattern IP = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    public AnnouncerSettings(String hostIp, String platform, Path socket) {
        this(hostIp, platform, socket, LeasedKeys.DEFAULT_LEASE);
    }

    public AnnouncerSettings {
        if (!IP.matcher(hostIp).matches()) {
            throw new IllegalArgumentException("PAZ_HOST_IP: \"" + hostIp + "\" (expected: an IPv4 address)");
        }
    }
}
