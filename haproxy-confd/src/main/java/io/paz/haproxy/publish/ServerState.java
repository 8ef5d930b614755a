package io.paz.haproxy.publish;

/**
 * A server as the running HAProxy has it.
 *
 * @param address ip:port
 * @param weight 0 to 256
 * @param takenOut whether it gets no requests because it was told so
 * @param healthy whether it is up and its last check found it so; one that was never checked is not
 * @param unchecked whether it was never checked, and is not being checked now
 */
public record ServerState(
        ServerName server, String address, int weight, boolean takenOut, boolean healthy, boolean unchecked) {}
