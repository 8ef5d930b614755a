package io.paz.host.manager;

import io.paz.host.manager.SubState.ActiveState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is asked of units together with the units that they depend on, and in which order it happens. Units that are not
 * held are taken for active, so only those that are held are looked at.
 */
final class Jobs {
    private final Collection<ManagedUnit> units;

    Jobs(Collection<ManagedUnit> units) {
        this.units = units;
    }

    /** Starts the unit and what it needs; stops what it conflicts with. */
    void start(ManagedUnit unit) {
        Optional<String> problem = unit.definition.problem();
        if (problem.isPresent()) {
            unit.journal.refused(problem.get());
            return;
        }
        if (unit.job == JobType.START || unit.job == JobType.RESTART) {
            return;
        }
        unit.ask(JobType.START);
        others(unit, other -> unit.dependencies().pullsIn(other.name.text())).forEach(this::start);
        others(unit, unit::conflictsWith).forEach(this::stop);
    }

    /** Stops the unit and what follows it. */
    void stop(ManagedUnit unit) {
        if (unit.job == JobType.STOP) {
            return;
        }
        unit.ask(JobType.STOP);
        followers(unit).forEach(this::stop);
    }

    /** Starts a unit that waits for its restart, after a restart's first half of what follows it. */
    void restart(ManagedUnit unit) {
        unit.ask(JobType.START);
        followers(unit).stream().filter(other -> !other.hasJob()).forEach(other -> other.ask(JobType.RESTART));
    }

    private List<ManagedUnit> followers(ManagedUnit unit) {
        return others(
                unit,
                other -> other.dependencies().follows(unit.name.text())
                        && !other.machine.state().isDown());
    }

    private List<ManagedUnit> others(ManagedUnit unit, Predicate<ManagedUnit> wanted) {
        return units.stream().filter(other -> other != unit).filter(wanted).toList();
    }

    /** Does what can be done now. Must be called again after every change of a unit's state. */
    void advance() {
        units.forEach(this::stopIfBoundToDown);
        boolean progress = true;
        while (progress) {
            progress = false;
            for (ManagedUnit unit : List.copyOf(units)) {
                progress |= unit.hasJob() && step(unit);
            }
        }
        breakCycle();
    }

    private void stopIfBoundToDown(ManagedUnit unit) {
        boolean up = !unit.machine.state().isDown() && unit.machine.state().active() != ActiveState.DEACTIVATING;
        boolean boundToDown = up
                && !unit.hasJob()
                && !others(
                                unit,
                                other -> unit.dependencies().bindsTo().contains(other.name.text())
                                        && other.machine.state().isDown()
                                        && !other.hasJob())
                        .isEmpty();
        if (boundToDown) {
            stop(unit);
        }
    }

    /** Units that wait for each other in a circle would wait for ever; the first of them goes ahead. */
    private void breakCycle() {
        List<ManagedUnit> waiting = units.stream().filter(ManagedUnit::hasJob).toList();
        boolean stuck = !waiting.isEmpty()
                && waiting.stream()
                        .allMatch(unit -> !unit.jobBegun && unit.machine.state().active() != ActiveState.DEACTIVATING);
        if (stuck) {
            waiting.get(0).journal.refused("Found an ordering cycle; this unit goes first.");
            begin(waiting.get(0));
        }
    }

    /** Returns whether anything moved. */
    private boolean step(ManagedUnit unit) {
        boolean moved = isOver(unit) || !unit.jobBegun && !mustWait(unit) && begin(unit);
        if (moved) {
            unit.remember();
        }
        return moved;
    }

    private boolean isOver(ManagedUnit unit) {
        SubState state = unit.machine.state();
        boolean down = state.isDown();
        switch (unit.job) {
            case START -> {
                boolean up = state.active() == ActiveState.ACTIVE;
                boolean ended = unit.jobBegun && (down || state == SubState.AUTO_RESTART);
                if (up || ended) {
                    unit.jobDone();
                    if (ended && unit.machine.snapshot().result() != Result.SUCCESS) {
                        failDependents(unit);
                    }
                }
                return up || ended;
            }
            case STOP -> {
                if (down) {
                    unit.jobDone();
                }
                return down;
            }
            case RESTART -> {
                if (down) {
                    unit.ask(JobType.START);
                }
                return down;
            }
            default -> {
                return false;
            }
        }
    }

    private boolean mustWait(ManagedUnit unit) {
        if (unit.job == JobType.START && unit.machine.state().active() == ActiveState.DEACTIVATING) {
            return true;
        }
        return units.stream()
                .filter(other -> other != unit && other.hasJob())
                .anyMatch(other -> unit.job.takesDown()
                        ? other.job.takesDown() && other.isAfter(unit)
                        : unit.isAfter(other) || other.job.takesDown() && other.isAfter(unit));
    }

    private boolean begin(ManagedUnit unit) {
        if (unit.job == JobType.START && isBoundToInactive(unit)) {
            unit.jobDone();
            unit.journal.dependencyFailed();
            return true;
        }
        unit.jobBegun = true;
        if (unit.job == JobType.START) {
            unit.machine.start();
        } else {
            unit.machine.stop();
        }
        return true;
    }

    private boolean isBoundToInactive(ManagedUnit unit) {
        return !others(
                        unit,
                        other -> unit.dependencies().bindsTo().contains(other.name.text())
                                && unit.isAfter(other)
                                && other.machine.state().active() != ActiveState.ACTIVE)
                .isEmpty();
    }

    private void failDependents(ManagedUnit failed) {
        others(
                        failed,
                        other -> other.job == JobType.START
                                && !other.jobBegun
                                && other.dependencies().needs(failed.name.text()))
                .forEach(other -> {
                    other.jobDone();
                    other.journal.dependencyFailed();
                    other.remember();
                });
    }
}
