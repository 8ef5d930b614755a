package io.paz.bench;

import io.paz.bench.ServiceUnderLoad.Change;
import java.io.IOException;

/** Scales, rolls back and restarts a service under a steady load. */
final class Changes {

    private static final int MANY = 6;
    private static final int FEW = 2;

    private final Platform platform;
    private final Receipts receipts = new Receipts();

    Changes(Platform platform) {
        this.platform = platform;
    }

    /** Whether no request failed, and the receipts agree with the load generator; a change that fails is an error. */
    boolean measure(int count) throws IOException, InterruptedException {
        try (ServiceUnderLoad service = ServiceUnderLoad.start(platform, "changes")) {
            for (int round = 0; round < count; round++) {
                scale(service, ServiceUnderLoad.INSTANCES, MANY);
                scale(service, MANY, FEW);
                deployment(service, "deploy", platform::deployAndWait);
                int newest = platform.newestDeployment(service.name()).version();
                deployment(service, "rollback", name -> platform.rollBack(name, newest - 1));
                scale(service, FEW, ServiceUnderLoad.INSTANCES);
                deployment(service, "restart", platform::restart);
            }
            long failed = service.endLoad();
            System.out.println(receipts);
            return failed == 0 && receipts.agree();
        }
    }

    private void scale(ServiceUnderLoad service, int from, int to) throws IOException, InterruptedException {
        System.out.println(service.during("scale " + from + " to " + to, name -> platform.scale(name, to)));
    }

    private void deployment(ServiceUnderLoad service, String what, Change change)
            throws IOException, InterruptedException {
        Phase phase = service.during(what, change);
        System.out.println(phase);
        receipts.add(platform.newestDeployment(service.name()), phase);
    }
}
