package io.paz.test.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;

/**
 * A value that is to be found in its containers and nowhere else: not in what the platform writes, answers, or shows in {@code /proc}. Command
 * lines are looked at from when it is planted until it is closed.
 */
public final class PlantedSecret implements AutoCloseable {

    private static final String SHOWN = "paz-secret:[0-9a-f]{16}";
    private static final long LOOK_INTERVAL = 100_000_000;
    private static final long MAX_FILE = 200_000_000;
    private static final int TEMPORARY_DEPTH = 3;

    private final ObjectMapper json = new ObjectMapper();
    /** The time of a file may be behind the clock by some milliseconds. */
    private final Instant planted = Instant.now().minusSeconds(1);
    /** Letters and digits, so that JSON, URLs, shells and units leave it as it is. */
    private final String core = "Planted" + Long.toUnsignedString(System.nanoTime(), 36) + "Zk3pQx7wVb1";

    private final List<String> spellings = spellings(core);
    private final Set<String> shownInProc = new ConcurrentSkipListSet<>();
    private final Thread watch = new Thread(this::watchProc, "planted-secret");
    private volatile boolean isClosed;

    public String value() {
        return "line one=" + core + "\n \t\"two\" 'three' \\n $HOME %s " + core + "\r\n\u00e9\ud83d\ude00\n";
    }

    /** The value as a JSON text, with its quotes, for who plants it. */
    public String inJson() {
        watch.setDaemon(true);
        watch.start();
        return json.writeValueAsString(value());
    }

    /** Base64 of it begins at one of three places of a text. */
    private static List<String> spellings(String core) {
        List<String> spellings = new ArrayList<>(List.of(core, HexFormat.of().formatHex(core.getBytes(UTF_8))));
        for (int before = 0; before < 3; before++) {
            String encoded = Base64.getEncoder().encodeToString(("x".repeat(before) + core).getBytes(UTF_8));
            spellings.add(encoded.substring(before == 0 ? 0 : 4, encoded.length() - 4));
        }
        // Long values are cut into pieces.
        spellings.add(core.substring(0, core.length() / 2));
        spellings.add(core.substring(core.length() / 2));
        return List.copyOf(spellings);
    }

    public void assertNotIn(String what, String text) {
        assertThat(found(text)).as(what).isEmpty();
    }

    /** Asserts that no service behind the orchestrator answers it. */
    public void assertNotInAnswers(Platform platform, String service) {
        Map<String, List<String>> paths = Map.of(
                "PAZ_SERVICE_DIRECTORY_PORT",
                List.of("/services", "/services/" + service, "/services/" + service + "/config", "/metrics"),
                "PAZ_SCHEDULER_PORT",
                List.of("/deployments", "/journal", "/config/" + service + "/history", "/metrics"),
                "PAZ_HOST_PORT",
                List.of("/fleet/v1/units", "/fleet/v1/state", "/metrics"));
        paths.forEach((port, all) -> all.forEach(path -> assertNotIn(port + path, platform.get(port, path))));
    }

    private List<String> found(String text) {
        return spellings.stream().filter(text::contains).toList();
    }

    /** Asserts that a configuration shows the variable as secret. */
    public void assertShown(String what, String value) {
        assertThat(value).as(what).matches(SHOWN);
    }

    /** Asserts that each container of the service has it byte for byte. */
    public void assertInContainers(Platform platform, String service, String variable) {
        List<String> containers = Leftovers.containers(platform, service);
        assertThat(containers).isNotEmpty();
        for (String container : containers) {
            String env = Command.of("docker", "inspect", "--format={{json .Config.Env}}", container)
                    .run(Map.of())
                    .expectSuccess()
                    .output();
            assertThat(json.readTree(env).valueStream().map(entry -> entry.asString()))
                    .as(container)
                    .contains(variable + "=" + value());
        }
    }

    /**
     * Asserts that nothing of the platform has it.
     *
     * @param control a value that is not secret, and stands in the platform's files
     * @param folders besides the platform's own
     */
    public void assertFoundNowhere(Platform platform, String control, Path... folders) {
        List<Path> files = new ArrayList<>(filesIn(platform.home(), Integer.MAX_VALUE));
        assertThat(files.stream().filter(file -> FileText.of(file).contains(control)))
                .as("control: files with " + control)
                .isNotEmpty();
        Arrays.stream(folders).forEach(folder -> files.addAll(filesIn(folder, Integer.MAX_VALUE)));
        Stream.of("/tmp", "/dev/shm", System.getProperty("java.io.tmpdir"))
                .forEach(folder -> files.addAll(filesIn(Path.of(folder), TEMPORARY_DEPTH)));
        assertThat(filesWithIt(files)).as("files").isEmpty();
        assertNotIn("etcd", platform.etcdctl("get", "", "--prefix"));
        assertThat(processesWithIt()).as("processes").isEmpty();
    }

    /** Files of these that have it, also compressed. */
    List<Path> filesWithIt(List<Path> files) {
        return files.stream()
                .distinct()
                .filter(file -> !found(FileText.of(file)).isEmpty())
                .toList();
    }

    /** Processes that show it now, or have shown it. */
    Set<String> processesWithIt() {
        lookAtProc();
        return shownInProc;
    }

    /** What was written since it was planted; what is gone meanwhile, or of somebody else, counts as nothing. */
    List<Path> filesIn(Path folder, int depth) {
        List<Path> found = new ArrayList<>();
        addFiles(folder, depth, found);
        return found;
    }

    private void addFiles(Path folder, int depth, List<Path> found) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    if (depth > 1) {
                        addFiles(entry, depth - 1, found);
                    }
                } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                        && Files.isReadable(entry)
                        && Files.size(entry) < MAX_FILE
                        && !Files.getLastModifiedTime(entry).toInstant().isBefore(planted)) {
                    found.add(entry);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Gone meanwhile.
        }
    }

    private void watchProc() {
        while (!isClosed) {
            lookAtProc();
            LockSupport.parkNanos(LOOK_INTERVAL);
        }
    }

    /** Processes inside of containers have it in their environment, as they must. */
    private void lookAtProc() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                String commandLine = FileText.of(process.resolve("cmdline"));
                boolean isShown = !found(commandLine).isEmpty()
                        || !found(FileText.of(process.resolve("environ"))).isEmpty() && isOutsideOfContainers(process);
                if (isShown) {
                    shownInProc.add(process + ": " + commandLine.replace('\0', ' '));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOutsideOfContainers(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("ns/pid"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
