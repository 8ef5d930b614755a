package io.paz.bench;

import java.io.IOException;

/** Deploys a service of three instances again and again under a steady load. */
final class Redeploy {

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

    private void deploy(ServiceUnderLoad service) throws IOException, InterruptedException {
        Phase phase = service.during("deploy", platform::deployAndWait);
        deployments.add(phase.time());
        receipts.add(platform.newestDeployment(service.name()), phase);
    }
}
