package io.paz.host.manager;

import io.paz.host.manager.ManagedUnit.Successor;
import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.ServiceDefinitionReader;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.host.unit.text.InvalidUnitException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Runs service units. All but the two lists must be called on the thread of the timers. */
public final class ServiceManager implements UnitManager {
    private final ServiceDefinitionReader reader;
    private final UnitHomes homes;
    private final UnitLog log;
    private final Timers timers;
    private final Clock clock;
    private final TreeMap<UnitName, ManagedUnit> units = new TreeMap<>();
    private final Jobs jobs = new Jobs(units.values());
    private volatile List<HeldUnit> held = List.of();
    private volatile List<UnitStatus> statuses = List.of();
    private volatile Runnable statusListener = () -> {};
    private boolean advanceIsDue;

    public ServiceManager(ServiceDefinitionReader reader, UnitHomes homes, UnitLog log, Timers timers, Clock clock) {
        this.reader = reader;
        this.homes = homes;
        this.log = log;
        this.timers = timers;
        this.clock = clock;
    }

    /** Takes up what an earlier run of the host left. */
    public void restore() {
        homes.findAll().forEach(this::restore);
        publish();
        advanceSoon();
    }

    private void restore(UnitHomes.Found found) {
        try {
            takeUp(found);
        } catch (InvalidUnitException e) {
            log.report(found.name(), UnitLog.Level.WARNING, found.name() + ": not taken up again: " + e.getMessage());
        }
    }

    private void takeUp(UnitHomes.Found found) {
        ServiceSnapshot snapshot = found.memory().service();
        ManagedUnit unit = add(found.name(), found.file(), snapshot);
        unit.launched = found.memory().launched();
        unit.job = found.memory().job();
        unit.jobBegun = found.memory().jobBegun();
        findAgain(unit, snapshot.controlRun(), Role.CONTROL);
        findAgain(unit, snapshot.mainRun(), Role.MAIN);
        unit.machine.resume(snapshot.deadline());
    }

    private static void findAgain(ManagedUnit unit, long run, Role role) {
        if (run != 0 && !unit.home.findAgain(run, role)) {
            unit.machine.repeat(run);
        }
    }

    @Override
    public void load(UnitName name, UnitFile file) {
        ManagedUnit present = units.get(name);
        if (present == null) {
            add(name, file, ServiceSnapshot.NEW).remember();
        } else {
            present.successor = new Successor(file, false);
        }
        publish();
    }

    private ManagedUnit add(UnitName name, UnitFile file, ServiceSnapshot snapshot) {
        ServiceDefinition definition = reader.read(name, file);
        Events events = new Events(name);
        UnitHomes.Home home = homes.open(definition, file, events::ended);
        ServiceJournal journal = new ServiceJournal(definition, log);
        ServiceMachine machine = new ServiceMachine(
                definition, home.processes(), journal, new Countdown(timers, clock), events, snapshot);
        ManagedUnit unit = new ManagedUnit(definition, file.hash(), machine, home, journal);
        units.put(name, unit);
        return unit;
    }

    @Override
    public void unload(UnitName name) {
        ManagedUnit unit = units.get(name);
        if (unit != null) {
            unit.leaving = true;
            unit.launched = false;
            unit.successor = null;
            jobs.stop(unit);
            unit.remember();
            publish();
            advanceSoon();
        }
    }

    @Override
    public void start(UnitName name) {
        ManagedUnit unit = Objects.requireNonNull(units.get(name), name::text);
        if (unit.successor != null) {
            unit.successor = new Successor(unit.successor.file(), true);
        } else {
            unit.launched = true;
            jobs.start(unit);
            unit.remember();
            advanceSoon();
        }
        publish();
    }

    @Override
    public void stop(UnitName name) {
        ManagedUnit unit = Objects.requireNonNull(units.get(name), name::text);
        if (unit.successor != null) {
            unit.successor = new Successor(unit.successor.file(), false);
        } else {
            unit.launched = false;
            jobs.stop(unit);
            unit.remember();
            advanceSoon();
        }
        publish();
    }

    @Override
    public List<HeldUnit> held() {
        return held;
    }

    @Override
    public List<UnitStatus> statuses() {
        return statuses;
    }

    @Override
    public void onStatusChange(Runnable listener) {
        statusListener = listener;
    }

    private void advanceSoon() {
        if (!advanceIsDue) {
            advanceIsDue = true;
            timers.after(Duration.ZERO, this::advance);
        }
    }

    private void advance() {
        advanceIsDue = false;
        jobs.advance();
        units.values().stream()
                .filter(unit -> unit.leaving && !unit.hasJob())
                .toList()
                .forEach(this::leave);
        publish();
    }

    private void leave(ManagedUnit unit) {
        units.remove(unit.name);
        unit.home.remove();
        Successor successor = unit.successor;
        if (successor != null) {
            load(unit.name, successor.file());
            if (successor.launched()) {
                start(unit.name);
            }
        }
    }

    private void publish() {
        held = units.values().stream()
                .filter(unit -> !unit.leaving || unit.successor != null)
                .map(ServiceManager::held)
                .toList();
        List<UnitStatus> now = units.values().stream().map(ManagedUnit::status).toList();
        if (!now.equals(statuses)) {
            statuses = now;
            statusListener.run();
        }
    }

    private static HeldUnit held(ManagedUnit unit) {
        Successor successor = unit.successor;
        return successor == null
                ? new HeldUnit(unit.name, unit.hash, unit.launched)
                : new HeldUnit(unit.name, successor.file().hash(), successor.launched());
    }

    /** What the machine and the processes of one unit tell. */
    private final class Events implements ServiceMachine.Listener {
        private final UnitName name;

        Events(UnitName name) {
            this.name = name;
        }

        void ended(long run, ExitStatus end) {
            ManagedUnit unit = units.get(name);
            if (unit != null) {
                unit.machine.ended(run, end);
                unit.remember();
            }
        }

        @Override
        public void changed() {
            ManagedUnit unit = units.get(name);
            if (unit != null) {
                unit.remember();
                publish();
                advanceSoon();
            }
        }

        @Override
        public void restartDue() {
            ManagedUnit unit = units.get(name);
            if (unit != null) {
                jobs.restart(unit);
                unit.remember();
                advanceSoon();
            }
        }
    }
}
