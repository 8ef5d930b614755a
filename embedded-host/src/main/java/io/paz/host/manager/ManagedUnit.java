package io.paz.host.manager;

import io.paz.host.unit.Dependencies;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import org.jspecify.annotations.Nullable;

/** A unit in the manager's hands, and what is asked of it. */
final class ManagedUnit {
    /** The content that follows when the present one is gone. */
    record Successor(UnitFile file, boolean launched) {}

    final UnitName name;
    final String hash;
    final ServiceDefinition definition;
    final ServiceMachine machine;
    final UnitHomes.Home home;
    final ServiceJournal journal;

    boolean launched;
    boolean leaving;

    @Nullable
    Successor successor;

    JobType job = JobType.NONE;
    /** Whether the machine was told to do the job. */
    boolean jobBegun;

    ManagedUnit(
            ServiceDefinition definition,
            String hash,
            ServiceMachine machine,
            UnitHomes.Home home,
            ServiceJournal journal) {
        this.name = definition.name();
        this.definition = definition;
        this.hash = hash;
        this.machine = machine;
        this.home = home;
        this.journal = journal;
    }

    Dependencies dependencies() {
        return definition.dependencies();
    }

    boolean hasJob() {
        return job != JobType.NONE;
    }

    /** Asks for something else than before, or for the same again. */
    void ask(JobType type) {
        if (job != type) {
            job = type;
            jobBegun = false;
        }
    }

    void jobDone() {
        job = JobType.NONE;
        jobBegun = false;
    }

    boolean isAfter(ManagedUnit other) {
        return dependencies().after().contains(other.name.text())
                || other.dependencies().before().contains(name.text());
    }

    boolean conflictsWith(ManagedUnit other) {
        return dependencies().conflicts().contains(other.name.text())
                || other.dependencies().conflicts().contains(name.text());
    }

    void remember() {
        home.remember(new UnitHomes.Memory(launched, job, jobBegun, machine.snapshot()));
    }

    UnitStatus status() {
        String load = definition.problem().isPresent() ? "bad-setting" : "loaded";
        return new UnitStatus(name, hash, load, machine.state());
    }
}
