package io.paz.scheduler.drift;

import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.JournalLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Repairs of the last hour, read from the journal so that they survive a restart. */
public final class RepairHistory {

    private static final Duration REPAIR_WINDOW = Duration.ofHours(1);
    private static final int MAX_LINES = 1000;

    private final DeploymentRepository repository;
    private final Clock clock;

    public RepairHistory(DeploymentRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Moments of repairs within the last hour by part, oldest first. */
    private Map<String, List<Instant>> ofLastHour(String service) {
        Instant from = clock.instant().minus(REPAIR_WINDOW);
        return repository.journal(service, null, MAX_LINES).stream()
                .filter(line -> line.isRepair() && line.at().isAfter(from))
                .collect(Collectors.groupingBy(
                        line -> String.valueOf(line.part()), Collectors.mapping(JournalLine::at, Collectors.toList())));
    }

    /** The findings in their order, those left alone that were repaired too often. */
    List<DriftReport.Entry> judge(List<Finding> findings) {
        Map<String, List<Instant>> repairs = new HashMap<>();
        findings.stream()
                .filter(Finding::isRepaired)
                .map(finding -> finding.release().service())
                .distinct()
                .forEach(service -> repairs.putAll(ofLastHour(service)));
        Map<String, Integer> counts = new HashMap<>();
        repairs.forEach((part, times) -> counts.put(part, times.size()));
        return DriftCheck.patient(findings, counts).stream()
                .map(finding -> entry(finding, repairs.getOrDefault(finding.part(), List.of())))
                .toList();
    }

    private DriftReport.Entry entry(Finding finding, List<Instant> times) {
        Instant last = times.isEmpty() ? null : times.get(times.size() - 1);
        return new DriftReport.Entry(finding, clock.instant(), times.size(), last, null);
    }

    /** Keeps what is about to be done, before it is. */
    void keep(Finding finding) {
        repository.keepRepair(
                finding.release(),
                finding.part(),
                finding.part() + ": " + finding.actual() + " (expected: " + finding.expected() + "); "
                        + finding.advice());
    }
}
