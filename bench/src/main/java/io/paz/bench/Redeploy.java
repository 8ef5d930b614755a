package io.paz.bench;

import io.paz.bench.load.WebSockets;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Deploys a service of three instances again and again under a steady load. */
final class Redeploy {

    private static final int WEB_SOCKETS = 100;

    private final Platform platform;
    private final Samples deployments = new Samples("deployment of " + ServiceUnderLoad.INSTANCES + " instances");
    private final Receipts receipts = new Receipts();

    Redeploy(Platform platform) {
        this.platform = platform;
    }

    /** Whether no request failed, and the receipts agree with the load generator; a deployment that fails is an error. */
    boolean measure(int count) throws IOException, InterruptedException {
        try (ServiceUnderLoad service = ServiceUnderLoad.start(platform, "redeploy")) {
            for (int i = 0; i < count; i++) {
                deploy(service);
            }
            System.out.println(deployments);
            long failed = service.endLoad();
            System.out.println(receipts);
            return failed == 0 && receipts.agree();
        }
    }

    /** Over HTTPS, while WebSockets of another service are open: whether no request failed, and none of them was cut. */
    boolean measureOverHttps(int count, String domain, String socketsDomain) throws IOException, InterruptedException {
        URI uri = URI.create("wss://%s:%d/".formatted(socketsDomain, platform.tlsPort()));
        try (WebSockets sockets = WebSockets.open(uri, WEB_SOCKETS)) {
            long failed = failedOverHttps(count, domain);
            Map<String, Long> cut = sockets.end();
            System.out.printf(
                    "WebSockets: %d open, cut: %s; %d messages came back%n", WEB_SOCKETS, cut, sockets.echoes());
            return failed == 0 && cut.isEmpty();
        }
    }

    private long failedOverHttps(int count, String domain) throws IOException, InterruptedException {
        try (ServiceUnderLoad service = ServiceUnderLoad.startOverHttps(platform, "redeploy", domain)) {
            for (int i = 0; i < count; i++) {
                deploy(service);
            }
            System.out.println(deployments);
            return service.endLoad();
        }
    }

    private void deploy(ServiceUnderLoad service) throws IOException, InterruptedException {
        Phase phase = service.during("deploy", platform::deployAndWait);
        deployments.add(phase.time());
        receipts.add(platform.newestDeployment(service.name()), phase);
    }
}
