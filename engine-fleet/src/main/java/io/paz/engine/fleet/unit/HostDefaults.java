package io.paz.engine.fleet.unit;

/**
 * What a unit assumes of its host where {@code /etc/paz/host.env} says nothing.
 *
 * @param hostIp address on which containers' ports are published, and under which they are announced
 * @param etcdEndpoints as {@code etcdctl --endpoints} takes them
 * @param platform id that marks the containers of this platform, so that those of others are left alone
 */
public record HostDefaults(String hostIp, String etcdEndpoints, String platform) {}
