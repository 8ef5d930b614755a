package io.paz.scheduler.traffic;

import io.paz.engine.ReleaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port to the cluster's load balancers. */
public interface LoadBalancers {

    /**
     * What each balancer says now; one that does not answer has its report too. Blocks for seconds at most.
     *
     * @throws io.paz.engine.EngineUnavailableException when it is not known where balancers are
     */
    List<Report> ask(String service);

    /**
     * @param balancer its address
     * @param problem why it could not be asked; null when it answered
     * @param lifetime requests of any service that it has taken since it started
     * @param traffic of the service since then; {@link Traffic#NONE} while it does not know the service
     * @param servers instances of the service that it knows
     */
    record Report(String balancer, @Nullable String problem, long lifetime, Traffic traffic, List<Server> servers) {

        public static Report silent(String balancer, String problem) {
            return new Report(balancer, problem, 0, Traffic.NONE, List.of());
        }

        public Report {
            servers = List.copyOf(servers);
        }

        public boolean isSilent() {
            return problem != null;
        }
    }

    /**
     * An instance as a balancer sees it.
     *
     * @param status in the balancer's own words: {@code UP}, {@code DOWN}, {@code MAINT}, ...
     * @param checked whether a health check has ended, where the balancer makes one
     * @param weight 0 means no new requests
     * @param traffic since the balancer started
     * @param open requests that are under way, and long connections such as WebSockets
     * @param responseMillis time to the first byte of an answer, the mean of about its last 500; 0 before the first
     */
    record Server(
            ReleaseId release,
            int instance,
            String status,
            boolean checked,
            int weight,
            Traffic traffic,
            int open,
            int responseMillis) {

        public boolean isUp() {
            return checked && (status.startsWith("UP") || status.equals("no check"));
        }

        /** Whether no new request can reach it; one that is down does not count, since it may come up again. */
        public boolean isOut() {
            return weight == 0 || status.startsWith("MAINT") || status.startsWith("DRAIN");
        }
    }
}
