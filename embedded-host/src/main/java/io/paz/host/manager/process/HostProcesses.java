package io.paz.host.manager.process;

import io.paz.host.manager.JobType;
import io.paz.host.manager.ServiceSnapshot;
import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitLog;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The units' folders and processes on this machine. */
public final class HostProcesses implements UnitHomes, AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(HostProcesses.class);
    /** The kernel tells every end at once; this only finds shells that were killed before they could tell one. */
    private static final Duration SWEEP = Duration.ofSeconds(2);
    /** How long a shell that was started may take until it begins; a busy machine needs some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Starts a script as a process of its own, in the unit's folder. */
    interface Starter {
        void start(UnitFolder folder, Path script) throws IOException;
    }

    private final Path root;
    private final String bootId;
    private final EventLoop loop;
    private final OutputSink sink;
    private final UnitLog log;
    private final Starter starter;
    private final Duration patience;
    private final RunPreparation preparation;
    private final FolderWatch watch;
    private final UnitProcessTable table = new UnitProcessTable();
    private final Map<UnitName, ProcessHome> homes = new ConcurrentHashMap<>();

    /**
     * @param root holds one folder for each unit
     */
    public HostProcesses(
            Path root,
            String bootId,
            UnitEnvironment environment,
            Account account,
            EventLoop loop,
            OutputSink sink,
            UnitLog log)
            throws IOException {
        this(root, bootId, environment, account, loop, sink, log, Launcher::start, PATIENCE);
    }

    HostProcesses(
            Path root,
            String bootId,
            UnitEnvironment environment,
            Account account,
            EventLoop loop,
            OutputSink sink,
            UnitLog log,
            Starter starter,
            Duration patience)
            throws IOException {
        this.root = Files.createDirectories(root);
        this.bootId = bootId;
        this.loop = loop;
        this.sink = sink;
        this.log = log;
        this.starter = starter;
        this.patience = patience;
        this.preparation = new RunPreparation(environment, account);
        this.watch = new FolderWatch(FileSystems.getDefault().newWatchService());
        sweepLater();
    }

    private void sweepLater() {
        loop.after(SWEEP, () -> {
            homes.values().forEach(ProcessHome::lookForEnds);
            sweepLater();
        });
    }

    @Override
    public List<Found> findAll() {
        BootMark mark = BootMark.in(root);
        boolean rebooted = mark.isOfAnother(bootId);
        List<Found> found = UnitFolder.list(root).stream()
                .flatMap(folder -> rebooted ? foundAfterBoot(folder).stream() : Stream.of(found(folder)))
                .toList();
        mark.set(bootId);
        return found;
    }

    /** Nothing runs of what a loss of power left unreadable; it is loaded anew from the registry. */
    private Optional<Found> foundAfterBoot(UnitFolder folder) {
        try {
            return Optional.of(found(folder));
        } catch (BrokenUnitFolder e) {
            logger.warn("{} was not whole after the machine was started anew, and is removed", folder.path(), e);
            folder.delete();
            return Optional.empty();
        }
    }

    private Found found(UnitFolder folder) {
        UnitFolder.Content content = folder.content();
        UnitFolder.DatedMemory dated = folder.memory();
        boolean thisBoot = dated.bootId().equals(bootId);
        if (!thisBoot) {
            folder.deleteRuns();
        }
        return new Found(
                content.unitName(),
                content.file(),
                thisBoot ? dated.memory() : new Memory(false, JobType.NONE, false, ServiceSnapshot.NEW));
    }

    @Override
    public Home open(ServiceDefinition definition, UnitFile file, EndListener listener) {
        UnitFolder folder = new UnitFolder(root.resolve(RunFiles.folderName(definition.name())));
        boolean known = Files.exists(folder.path());
        ProcessHome home = new ProcessHome(
                definition,
                known ? folder : UnitFolder.create(root, definition.name(), file),
                this,
                listener,
                known ? folder.memory().memory().service().invocation() : "");
        homes.put(definition.name(), home);
        return home;
    }

    void forget(UnitName name) {
        homes.remove(name);
    }

    String bootId() {
        return bootId;
    }

    EventLoop loop() {
        return loop;
    }

    OutputSink sink() {
        return sink;
    }

    UnitLog log() {
        return log;
    }

    Starter starter() {
        return starter;
    }

    Duration patience() {
        return patience;
    }

    RunPreparation preparation() {
        return preparation;
    }

    UnitProcessTable table() {
        return table;
    }

    FolderWatch watch() {
        return watch;
    }

    /** Leaves all processes as they are. */
    @Override
    public void close() throws IOException {
        watch.close();
    }
}
