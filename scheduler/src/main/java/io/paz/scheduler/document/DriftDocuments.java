package io.paz.scheduler.document;

import io.paz.api.scheduler.DriftDocument;
import io.paz.scheduler.drift.DriftReport;
import io.paz.scheduler.drift.DriftReport.Entry;
import io.paz.scheduler.drift.Finding;
import io.paz.scheduler.routing.RestoredRoutes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Converts drift reports to API documents. */
public final class DriftDocuments {

    private DriftDocuments() {}

    public static DriftDocument of(DriftReport report, List<RestoredRoutes> restored) {
        return new DriftDocument(
                lowerCase(report.state()),
                millis(report.checkedAt()),
                millis(report.unknownSince()),
                report.problem(),
                report.entries().stream().map(DriftDocuments::of).toList(),
                restored.stream().map(DriftDocuments::of).toList());
    }

    private static DriftDocument.RestoredRoutes of(RestoredRoutes restored) {
        return new DriftDocument.RestoredRoutes(
                restored.service(), restored.at().toEpochMilli(), restored.count(), restored.keys());
    }

    private static DriftDocument.Finding of(Entry entry) {
        Finding finding = entry.finding();
        return new DriftDocument.Finding(
                lowerCase(finding.kind()),
                finding.release().service(),
                finding.release().version(),
                finding.instance(),
                finding.part(),
                entry.since().toEpochMilli(),
                finding.expected(),
                finding.actual(),
                finding.isRepaired(),
                finding.advice(),
                entry.repairs(),
                millis(entry.repairedAt()),
                entry.obstacle());
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
