package io.paz.etcd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for servers of tests, below those that the kernel gives to connections: one of those could be taken by any client at
 * any time, even by one that tries to reach the very server that is to come back to it. Each test process on the machine
 * takes a share of these ports for itself by a lock on a file, which ends with the process. The shell tests have the ports
 * above.
 */
public final class FreePort {

    private static final Path PORTS_OF_CLIENTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    static final int FIRST = 10_000;
    /** The first port of the shell tests. */
    static final int END = 24_000;

    private static final int TRIES = 100;
    private static final int SHARES = 14;

    /** Open as long as this process lives. */
    private static final List<FileChannel> LOCKS = new ArrayList<>();

    private static final int SHARE = takeShare();
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** One that nobody listens on at the loopback interface, and that was not given before in this run. */
    public static int next() {
        int size = (Math.min(END, firstOfClients()) - FIRST) / SHARES;
        int first = FIRST + SHARE * size;
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(first, first + size))
                .limit(TRIES)
                .filter(port -> isFree(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no free port in " + TRIES + " tries"));
    }

    static int share() {
        return SHARE;
    }

    private static int takeShare() {
        Path folder =
                Path.of(System.getProperty("java.io.tmpdir"), "paz-test-ports-" + System.getProperty("user.name"));
        return IntStream.range(0, SHARES)
                .filter(share -> lock(folder.resolve(String.valueOf(share))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("more than " + SHARES + " test processes run at once"));
    }

    private static boolean lock(Path file) {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return false;
            }
            return LOCKS.add(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int firstOfClients() {
        // Read in one go: the kernel gives nothing more to whoever has read the first byte, as Files.readString does.
        try (BufferedReader range = Files.newBufferedReader(PORTS_OF_CLIENTS)) {
            int first = Integer.parseInt(range.readLine().split("\\s+")[0]);
            return Math.max(FIRST + 1_000, first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
