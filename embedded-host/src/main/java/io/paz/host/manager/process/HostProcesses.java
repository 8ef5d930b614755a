package io.paz.host.manager.process;

import io.paz.host.manager.JobType;
import io.paz.host.manager.ServiceSnapshot;
import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.manager.process.output.LineQueue;
import io.paz.host.manager.process.output.OutputSink;
import io.paz.host.manager.process.output.OutputThread;
import io.paz.host.manager.process.output.UnitOutput;
import io.paz.host.unit.ExecCommand;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.host.unit.text.InvalidUnitException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The units' folders and processes on this machine. */
public final class HostProcesses implements UnitHomes, AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(HostProcesses.class);
    /** The kernel tells every end at once; this only finds shells that were killed before they could tell one. */
    static final Duration SWEEP = Duration.ofSeconds(2);
    /** How long a shell that was started may take until it begins; a busy machine needs some seconds. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** Starts a script as a process of its own, in the unit's folder. */
    interface Starter {
        void start(UnitFolder folder, Path script, Role role) throws IOException;
    }

    private final Path root;
    private final String bootId;
    private final EventLoop loop;
    private final OutputSink sink;
    private final OutputThread outputThread = new OutputThread();
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
        this(
                root,
                bootId,
                environment,
                account,
                loop,
                sink,
                log,
                Launcher::start,
                START_TIMEOUT,
                FileSystems.getDefault()::newWatchService);
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
            Duration patience,
            FolderWatch.Source watches)
            throws IOException {
        this.root = Files.createDirectories(root);
        this.bootId = bootId;
        this.loop = loop;
        this.sink = sink;
        this.log = log;
        this.starter = starter;
        this.patience = patience;
        this.preparation = new RunPreparation(environment, account);
        this.watch = new FolderWatch(watches);
        loop.every("looking for ends of processes", SWEEP, this::sweep);
    }

    private void sweep() {
        homes.values().forEach(home -> loop.execute(home::sweep));
    }

    @Override
    public List<Found> findAll() {
        BootMark mark = BootMark.in(root);
        boolean rebooted = mark.isOfAnother(bootId);
        List<Found> found = UnitFolder.list(root).stream()
                .flatMap(folder -> find(folder, rebooted).stream())
                .toList();
        mark.set(bootId);
        removeLeftovers();
        return found;
    }

    /** What cannot be read is never guessed: what runs of it ends, and the unit is loaded anew from the registry. */
    private Optional<Found> find(UnitFolder folder, boolean rebooted) {
        try {
            return Optional.of(found(folder));
        } catch (BrokenUnitFolderException | InvalidUnitException e) {
            int ended = rebooted ? 0 : new Orphans(folder, table).end();
            logger.warn(
                    "{}; {} processes of the unit were ended, its folder is removed, and it is loaded anew if it is wanted",
                    e.getMessage(),
                    ended);
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

    /** Removes what could not be removed of units that are gone. */
    public void removeLeftovers() {
        UnitFolder.leftovers(root).forEach(this::removeLeftover);
    }

    private void removeLeftover(UnitFolder folder) {
        try {
            output(folder.content().unitName()).finish(folder.path(), folder::delete);
        } catch (BrokenUnitFolderException | InvalidUnitException e) {
            folder.delete();
        }
    }

    @Override
    public Home open(ServiceDefinition definition, UnitFile file, EndListener listener) {
        UnitFolder folder = new UnitFolder(root.resolve(RunFiles.folderName(definition.name())));
        boolean known = folder.isRemembered();
        ProcessHome home = new ProcessHome(
                definition,
                known ? folder : UnitFolder.create(root, definition.name(), file),
                this,
                listener,
                known ? folder.memory().memory().service().invocation() : "");
        homes.put(definition.name(), home);
        return home;
    }

    /** Lines of a unit that come from elsewhere than its processes. */
    public LineQueue lines(UnitName name, String source) {
        return new LineQueue(name, source, outputThread, sink);
    }

    /** Where what has to be found again of a container stands, among the files of its run. */
    public Path noteOfContainer(UnitName name, long run) {
        return new RunFiles(root.resolve(RunFiles.folderName(name)), run).container();
    }

    /** The words and variables of a command; empty for one that cannot run, or not as the host's own user. */
    public Optional<ResolvedCommand> resolve(
            ServiceDefinition definition, ExecCommand command, Map<String, String> ofRun) {
        return preparation.resolve(definition.surroundings(), command, ofRun);
    }

    /** @throws IOException when the next host would not know what is remembered of the unit now */
    public void checkRemembered(UnitName name) throws IOException {
        ProcessHome home = homes.get(name);
        if (home != null) {
            home.checkRemembered();
        }
    }

    UnitOutput output(UnitName name) {
        return new UnitOutput(name, outputThread, sink);
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
        outputThread.close();
    }
}
