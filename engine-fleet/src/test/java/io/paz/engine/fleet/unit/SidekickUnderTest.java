package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.announcer.host.HostAnnouncer;
import io.paz.engine.ReleaseId;
import io.paz.engine.spec.HealthProbe;
import io.paz.etcd.LeasedKeys;
import io.paz.testing.Command;
import io.paz.testing.RealEtcd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A sidekick and its container, started by the units' commands exactly as systemd reads them. */
final class SidekickUnderTest implements AutoCloseable {

    static final String PLATFORM = "paz-test";
    static final String[] SERVE = {"/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"};

    /** What a sidekick takes away is gone within this time, when it could not have been its lease's end. */
    static final Duration BEFORE_LEASE_ENDS = Duration.ofSeconds(18);

    private static final Duration SOON = Duration.ofSeconds(40);

    private final ReleaseId id =
            new ReleaseId("t" + UUID.randomUUID().toString().substring(0, 8), 1);
    private final Path folder;
    private final RealEtcd etcd;
    private final String image;
    private final String bridge;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;
    private Duration lease = LeasedKeys.DEFAULT_LEASE;
    private HostAnnouncer announcer;
    private Process announcerProcess;

    SidekickUnderTest(Path folder, RealEtcd etcd, String image, String bridge) {
        this.folder = folder;
        this.etcd = etcd;
        this.image = image;
        this.bridge = bridge;
        environment.put("PAZ_HOST_IP", bridge);
        environment.put("PAZ_ETCD_ENDPOINTS", etcd.endpoint());
        environment.put("PAZ_PLATFORM", PLATFORM);
        environment.put("PAZ_ANNOUNCER_SOCKET", folder.resolve("announcer.sock").toString());
    }

    String service() {
        return id.service();
    }

    String container() {
        return id.service() + "-1-1";
    }

    String key() {
        return "/paz/services/" + id.service() + "/1/1";
    }

    Process process() {
        return process;
    }

    SidekickUnderTest with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The keys' lease lasts as long as this, and not as long as usual. */
    SidekickUnderTest withLease(Duration time) {
        lease = time;
        return with("PAZ_LEASE", time.toString());
    }

    /** The announcer of the host. */
    void startAnnouncer() {
        startAnnouncer(bridge, environment.get("PAZ_ETCD_ENDPOINTS"));
    }

    /** The announcer of a host that has another address, or another etcd, than its instances were started with. */
    void startAnnouncer(String hostIp, String etcdEndpoint) {
        announcer = AnnouncerProcess.start(environment, hostIp, etcdEndpoint, lease);
    }

    /** Ends it as an upgrade does. */
    void stopAnnouncer() {
        announcer.close();
        announcer = null;
    }

    /** The announcer as a process of its own, which can be paused and killed. */
    void startAnnouncerProcess() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AnnouncerProcess.class.getName());
        builder.environment().putAll(environment);
        announcerProcess = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("announcer.log").toFile()))
                .start();
    }

    void killAnnouncer() throws InterruptedException {
        announcerProcess.destroyForcibly().waitFor();
    }

    private HealthProbe probe(String path) {
        return new HealthProbe(path, "GET", service() + ".paz", "200-399", 1, 1, 1, 2);
    }

    void announce(String healthPath) throws IOException {
        if (announcer == null && announcerProcess == null) {
            startAnnouncer();
        }
        startSidekick(healthPath);
    }

    /** Registers with an announcer that is there already, or comes later. */
    void startSidekick(String healthPath) throws IOException {
        List<String> line = command(units(probe(healthPath)).get(1), "ExecStart", 0);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("sidekick.log").toFile())
                .start();
    }

    /** Runs a command of the container's unit to its end. */
    String run(String option, int number) throws IOException {
        UnitFile unit = units(probe(null)).get(0);
        return Command.run(environment, command(unit, option, number)).strip();
    }

    private List<String> command(UnitFile unit, String option, int number) throws IOException {
        return Systemd.debug(folder, unit).commands(option).get(number).stream()
                .map(word -> word.replace("$$", "$"))
                .toList();
    }

    private List<UnitFile> units(HealthProbe health) {
        return new UnitRenderer(new HostDefaults(bridge, etcd.endpoint(), PLATFORM))
                .render(Releases.small(id, image).health(health).build());
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("sidekick.log")).strip();
    }

    void runContainer(String... command) {
        runContainer(List.of("--label", "io.paz.platform=" + PLATFORM), image, command);
    }

    void runContainer(List<String> options, String ofImage, String... command) {
        List<String> line =
                new ArrayList<>(List.of("docker", "run", "-d", "--name", container(), "-p", bridge + "::80"));
        line.addAll(options);
        line.add(ofImage);
        line.addAll(List.of(command));
        Command.run(Map.of(), line);
    }

    void exec(String... command) {
        List<String> line = new ArrayList<>(List.of("docker", "exec", container(), "/bin/busybox"));
        line.addAll(List.of(command));
        Command.run(Map.of(), line);
    }

    void signalAnnouncer(String name) {
        Command.run("kill", "-" + name, String.valueOf(announcerProcess.pid()));
    }

    /** Ends its processes as a host does that has lost its patience. */
    void kill() {
        List<ProcessHandle> clients = process.descendants().toList();
        // The shell first: it starts another client.
        process.destroyForcibly();
        clients.forEach(ProcessHandle::destroyForcibly);
    }

    String announced() {
        return etcd.get(key());
    }

    String published() {
        return Command.run("docker", "port", container(), "80/tcp");
    }

    void awaitAnnounced() {
        awaitAnnounced(SOON);
    }

    void awaitAnnounced(Duration time) {
        await().atMost(time).until(() -> !announced().isEmpty());
        assertThat(announced()).isEqualTo(published()).startsWith(bridge + ":");
    }

    void awaitSaid(String last) {
        await().atMost(SOON).until(() -> said().endsWith(last));
    }

    void assertStaysAnnouncedFor(Duration time) {
        long created = createRevision();
        await().pollDelay(time).atMost(time.plus(SOON)).until(() -> true);
        assertThat(createRevision()).isEqualTo(created);
    }

    /** Of the key, which must be there; another one after every gap. */
    long createRevision() {
        return Long.parseLong(field("CreateRevision"));
    }

    /** Id of the lease that the key is under. */
    String lease() {
        return Long.toHexString(Long.parseLong(field("Lease")));
    }

    /** Waits until nobody renews its key any more, and it is gone. */
    void awaitLeaseEnd() {
        await().atMost(SOON).until(() -> announced().isEmpty());
    }

    void assertNotAnnouncedFor(Duration time) {
        await().during(time)
                .atMost(time.plus(SOON))
                .failFast("it is announced", () -> !announced().isEmpty())
                .until(() -> true);
    }

    /** How long the key outlives an announcer that renews it no more. */
    String leaseTime() {
        return etcd.ctl("lease", "timetolive", lease()).replaceAll(".*granted with TTL\\((\\d+s)\\).*", "$1");
    }

    private String field(String name) {
        return etcd.ctl("get", key(), "-w", "fields")
                .lines()
                .filter(line -> line.startsWith("\"" + name + "\""))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
    }

    void revokeLeases() {
        etcd.ctl("lease", "list").lines().skip(1).forEach(each -> etcd.ctl("lease", "revoke", each));
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        if (announcer != null) {
            stopAnnouncer();
        }
        if (announcerProcess != null) {
            announcerProcess.destroyForcibly();
        }
        Command.run("docker", "rm", "-f", container());
    }
}
