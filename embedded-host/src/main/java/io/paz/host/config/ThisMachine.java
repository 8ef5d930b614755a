package io.paz.host.config;

import io.paz.engine.fleet.cadvisor.MachineInfo;
import io.paz.host.manager.process.Account;
import io.paz.host.unit.HostFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the running system what units may ask of it. */
final class ThisMachine {
    private static final Logger log = LoggerFactory.getLogger(ThisMachine.class);
    private static final Path KERNEL = Path.of("/proc/sys/kernel");
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private static final long KIBIBYTE = 1024;

    private ThisMachine() {}

    static HostFacts facts(HostSettings settings, Account account) throws IOException {
        return new HostFacts(
                machineId(settings),
                line(KERNEL.resolve("random/boot_id")).replace("-", ""),
                line(KERNEL.resolve("hostname")),
                line(KERNEL.resolve("osrelease")),
                architecture(),
                new HostFacts.User(
                        account.name(),
                        account.uid(),
                        groupName(account.gid()),
                        account.gid(),
                        account.home(),
                        account.shell()));
    }

    /** The user that this process runs as. */
    static Account account() throws IOException {
        String uid = String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        return Account.find(uid).orElseThrow(() -> new IOException("no user of number " + uid + " in /etc/passwd"));
    }

    private static String machineId(HostSettings settings) throws IOException {
        if (settings.machineId().isPresent()) {
            return settings.machineId().get();
        }
        Optional<String> ofSystem = Files.isReadable(MACHINE_ID) ? Optional.of(line(MACHINE_ID)) : Optional.empty();
        Optional<String> valid = ofSystem.filter(ThisMachine::isMachineId);
        return valid.isPresent() ? valid.get() : ownMachineId(settings.data().resolve("machine-id"));
    }

    /** A machine without an id gets one for as long as its data is kept. */
    private static String ownMachineId(Path file) throws IOException {
        Optional<String> present = Files.exists(file) ? Optional.of(line(file)) : Optional.empty();
        if (present.filter(ThisMachine::isMachineId).isPresent()) {
            return present.get();
        }
        present.ifPresent(text -> log.warn("{}: \"{}\" is not a machine ID; generating a new one", file, text));
        Files.createDirectories(file.toAbsolutePath().getParent());
        String id = UUID.randomUUID().toString().replace("-", "");
        Path unfinished = file.resolveSibling("machine-id.new");
        Files.writeString(unfinished, id + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return id;
    }

    private static boolean isMachineId(String text) {
        return text.matches("[0-9a-f]{32}");
    }

    static MachineInfo capacities(HostFacts facts, HostSettings settings) throws IOException {
        FileStore files = Files.getFileStore(settings.data());
        return new MachineInfo(
                Runtime.getRuntime().availableProcessors(),
                memory(),
                facts.machineId(),
                facts.bootId(),
                List.of(new MachineInfo.FsInfo(files.name(), files.getTotalSpace())));
    }

    private static long memory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst()
                    .orElseThrow(() -> new IOException("/proc/meminfo tells no MemTotal"));
        }
    }

    private static String groupName(int gid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/etc/group"))) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 2 && fields[2].equals(String.valueOf(gid)))
                    .map(fields -> fields[0])
                    .findFirst()
                    .orElse(String.valueOf(gid));
        }
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64" -> "x86-64";
            case "aarch64" -> "arm64";
            default -> System.getProperty("os.arch", "");
        };
    }

    private static String line(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    }
}
