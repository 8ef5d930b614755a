package io.paz.orchestrator.alarm;

import io.paz.alarm.Condition;
import io.paz.alarm.Look;
import io.paz.alarm.Severity;
import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.ServiceState.Problem;
import io.paz.api.scheduler.ServiceState.ServingVersion;
import io.paz.api.scheduler.ServiceState.Undertaking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with services. Pure. */
final class ServiceConditions {

    private static final String RUNNING = "running";
    private static final String DEPLOY = "deploy";
    private static final Set<String> FAILED = Set.of("failed", "rolled_back");
    private static final String CRASH_LOOP = "crash loop";

    private final List<Condition> found = new ArrayList<>();

    private ServiceConditions() {}

    static Look of(List<ServiceState> services) {
        ServiceConditions conditions = new ServiceConditions();
        services.forEach(conditions::add);
        return Look.of(Rules.OF_SERVICES, conditions.found);
    }

    private void add(ServiceState service) {
        if (service.state().equals(RUNNING)) {
            addInstances(service);
        }
        Undertaking last = service.lastOutcome();
        if (last != null && last.event().equals(DEPLOY) && FAILED.contains(last.state())) {
            String reason = "Version %d was not deployed: %s"
                    .formatted(
                            last.version(), Optional.ofNullable(last.reason()).orElse("no reason is known"));
            found.add(new Condition(Rules.DEPLOYMENT_FAILED, service.service(), Severity.WARNING, reason));
        }
    }

    private void addInstances(ServiceState service) {
        int wanted =
                service.versions().stream().mapToInt(ServingVersion::instances).sum();
        int serving =
                service.versions().stream().mapToInt(ServingVersion::serving).sum();
        List<Problem> problems = service.versions().stream()
                .flatMap(version -> version.problems().stream())
                .toList();
        if (wanted > 0 && serving == 0) {
            String reason = "No instance serves, of %d.%s".formatted(wanted, why(problems));
            found.add(new Condition(Rules.SERVICE_DOWN, service.service(), Severity.CRITICAL, reason));
        } else if (serving < wanted) {
            String reason = "%d of %d instances serve.%s".formatted(serving, wanted, why(problems));
            found.add(new Condition(Rules.INSTANCES_MISSING, service.service(), Severity.WARNING, reason));
        }
        problems.stream()
                .filter(problem -> problem.reason().startsWith(CRASH_LOOP))
                .findFirst()
                .map(problem -> new Condition(
                        Rules.CRASH_LOOP,
                        service.service(),
                        Severity.WARNING,
                        "Instance %d: %s".formatted(problem.instance(), problem.reason())))
                .ifPresent(found::add);
    }

    private static String why(List<Problem> problems) {
        return problems.stream()
                .findFirst()
                .map(problem -> " Instance %d: %s".formatted(problem.instance(), problem.reason()))
                .orElse("");
    }
}
