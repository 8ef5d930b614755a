package io.paz.host.unit;

/**
 * What {@code %} specifiers may say of the machine and of the user that the host runs as.
 *
 * @param machineId 32 hexadecimal digits
 * @param bootId 32 hexadecimal digits, new with every boot
 * @param kernelRelease as {@code uname -r}
 * @param architecture in systemd's terms, such as {@code x86-64}
 */
public record HostFacts(
        String machineId, String bootId, String hostName, String kernelRelease, String architecture, User user) {

    /** The user that the host runs as. */
    public record User(String name, int uid, String group, int gid, String home, String shell) {}
}
