package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.util.List;
import java.util.Set;

/** What this host does of what systemd does; anything else in a unit is refused by name instead of being ignored. */
final class SupportedDirectives {
    private static final Set<String> UNIT = Set.of(
            "Description",
            "Documentation",
            "Requires",
            "Wants",
            "BindsTo",
            "PartOf",
            "After",
            "Before",
            "Conflicts",
            "StartLimitIntervalSec",
            "StartLimitInterval",
            "StartLimitBurst");
    private static final Set<String> SERVICE = Set.of(
            "Type",
            "ExecStartPre",
            "ExecStart",
            "ExecStartPost",
            "ExecStop",
            "ExecStopPost",
            "Environment",
            "EnvironmentFile",
            "WorkingDirectory",
            "User",
            "Restart",
            "RestartSec",
            "StartLimitInterval",
            "StartLimitBurst",
            "TimeoutStartSec",
            "TimeoutStopSec",
            "TimeoutSec",
            "KillSignal",
            "KillMode",
            "RemainAfterExit",
            "SuccessExitStatus",
            "StandardOutput",
            "StandardError");
    private static final Set<String> OUTPUTS = Set.of("journal", "inherit", "");

    private SupportedDirectives() {}

    static void check(UnitName name, List<Directive> directives) {
        if (!name.type().equals("service")) {
            throw new InvalidUnitException("unit type \"" + name.type()
                    + "\" is not supported by this host (expected: a name that ends in .service)");
        }
        directives.forEach(SupportedDirectives::check);
    }

    /** Sections that systemd leaves to others ({@code X-...}), and {@code [Install]}, mean nothing to a unit manager. */
    private static void check(Directive directive) {
        String section = directive.section();
        if (section.isEmpty() || section.startsWith("X-") || section.equals("Install")) {
            return;
        }
        Set<String> known = section.equals("Unit") ? UNIT : section.equals("Service") ? SERVICE : Set.of();
        if (!known.contains(directive.name())) {
            throw new InvalidUnitException(
                    directive.name() + "= in [" + section + "] is not supported by this host; remove it from the unit");
        }
        boolean isOutput = directive.name().startsWith("Standard");
        if (isOutput && !OUTPUTS.contains(directive.value())) {
            throw new InvalidUnitException(
                    directive.name() + ": \"" + directive.value() + "\" (expected, on this host: journal)");
        }
    }
}
