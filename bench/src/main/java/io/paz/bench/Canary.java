package io.paz.bench;

import java.io.IOException;
import java.util.Locale;

/** Tries canaries under a steady load: one that is as good as the old version, and one that answers a tenth of its requests with 500. */
final class Canary {

    private static final String STRATEGY = """
            {"strategy":{"type":"canary","steps":[10,50],"stepSeconds":5,"minRequests":100,"maxSlowdown":10}}""";
    private static final double FAIL_RATE = 0.1;
    private static final String FAILED_BY_CANARY = "status 500";

    /** Standard deviations by which chance may exceed what is expected; 4 is once in 30,000 times. */
    private static final int CHANCE = 4;

    private final Platform platform;
    private final Receipts receipts = new Receipts();

    Canary(Platform platform) {
        this.platform = platform;
    }

    /** Whether each canary ended as it should, no client saw more errors than the canary's own, and the receipts agree. */
    boolean measure(int count) throws IOException, InterruptedException {
        try (ServiceUnderLoad service = ServiceUnderLoad.start(platform, "canary")) {
            platform.configure(service.name(), STRATEGY);
            boolean well = true;
            long explained = 0;
            for (int round = 1; round <= count; round++) {
                well &= good(service);
                Phase bad = attempt(service, "canary, bad", FAIL_RATE);
                well &= bad(bad, platform.newestDeployment(service.name()));
                explained += bad.traffic().failed();
            }
            boolean noneBeside = service.endLoad() == explained;
            System.out.println(receipts);
            return well && noneBeside && receipts.agree();
        }
    }

    private boolean good(ServiceUnderLoad service) throws IOException, InterruptedException {
        Phase phase = attempt(service, "canary, good", 0);
        DeploymentRecord deployment = platform.newestDeployment(service.name());
        return isState("done", deployment) && phase.traffic().failed() == 0;
    }

    private Phase attempt(ServiceUnderLoad service, String what, double failRate)
            throws IOException, InterruptedException {
        platform.configure(service.name(), "{\"env\":{\"FAIL_RATE\":\"" + failRate + "\"}}");
        Phase phase = service.during(what, platform::tryDeployment);
        System.out.println(phase);
        receipts.add(platform.newestDeployment(service.name()), phase);
        return phase;
    }

    /** Whether it was taken back, and cost no more than its own errors. */
    private static boolean bad(Phase phase, DeploymentRecord deployment) {
        double share =
                deployment.shares().stream().mapToDouble(each -> each).max().orElse(0) / 100;
        double expected = phase.traffic().requests() * share * FAIL_RATE;
        double most = expected + CHANCE * Math.sqrt(expected);
        long failed = phase.traffic().failed();
        System.out.printf(
                Locale.ROOT,
                "  the canary got up to %.1f %% of the requests and fails %.0f %% of them: at most %.0f errors; clients saw %d%n",
                100 * share,
                100 * FAIL_RATE,
                most,
                failed);
        boolean only500 = failed == phase.traffic().failed(FAILED_BY_CANARY);
        return isState("rolled_back", deployment) & only500 & failed <= most;
    }

    private static boolean isState(String wanted, DeploymentRecord deployment) {
        System.out.println("  version " + deployment.version() + " is " + deployment.state()
                + deployment.reason().map(reason -> ": " + reason).orElse(""));
        return deployment.state().equals(wanted);
    }
}
