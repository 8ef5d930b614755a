package io.paz.host.manager.process;

import io.paz.host.unit.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of a unit of which nothing is known but the notes of its runs. */
record Orphans(UnitFolder folder, UnitProcessTable table) {
    private static final Logger log = LoggerFactory.getLogger(Orphans.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** Ends them, first kindly; blocks until they are gone. Returns how many there were. */
    int end() {
        List<ProcessStat> shells = alive(folder.runs().stream().flatMap(run -> run.shimProcess().stream()));
        List<ProcessStat> programs = programs(shells);
        Launcher.signal(Signal.TERM, programs);
        awaitEnd(programs);
        Launcher.signal(Signal.KILL, programs(shells));
        Launcher.signal(Signal.KILL, alive(shells.stream()));
        awaitEnd(shells);
        return programs.size();
    }

    private List<ProcessStat> programs(List<ProcessStat> shells) {
        Set<Long> shims = shells.stream().map(ProcessStat::pid).collect(Collectors.toSet());
        Stream<String> marks = alive(folder.runs().stream().flatMap(run -> run.mainProcess().stream())).stream()
                .map(process -> UnitProcessTable.readMark(process.pid()))
                .distinct();
        return Stream.concat(Stream.of(""), marks)
                .flatMap(mark -> table.find(shims, mark).stream())
                .distinct()
                .toList();
    }

    private static List<ProcessStat> alive(Stream<ProcessStat> processes) {
        return processes.filter(ProcessStat::isAlive).toList();
    }

    private static void awaitEnd(List<ProcessStat> processes) {
        try {
            CompletableFuture.allOf(processes.stream()
                            .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                            .map(ProcessHandle::onExit)
                            .toArray(CompletableFuture<?>[]::new))
                    .get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("Processes {} did not end within {} s; they are killed", processes, STOP_TIMEOUT.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
