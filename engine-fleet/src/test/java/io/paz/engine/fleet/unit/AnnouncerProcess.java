package io.paz.engine.fleet.unit;

import io.paz.announcer.AnnouncerSettings;
import io.paz.announcer.host.HostAnnouncer;
import io.paz.etcd.EtcdAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An announcer whose lease is as long as a test wants it; as a program, one that can be paused and killed. */
final class AnnouncerProcess {

    private AnnouncerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        start(
                environment,
                environment.get("PAZ_HOST_IP"),
                environment.get("PAZ_ETCD_ENDPOINTS"),
                Duration.parse(environment.get("PAZ_LEASE")));
        Thread.currentThread().join();
    }

    static HostAnnouncer start(Map<String, String> environment, String hostIp, String etcdEndpoint, Duration lease) {
        AnnouncerSettings settings = new AnnouncerSettings(
                hostIp,
                environment.get("PAZ_PLATFORM"),
                Path.of(environment.get(AnnouncerSettings.SOCKET_VARIABLE)),
                lease);
        return HostAnnouncer.start(settings, EtcdAccess.parse(etcdEndpoint, ""));
    }
}
