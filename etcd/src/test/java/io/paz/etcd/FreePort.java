package io.paz.etcd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for servers of tests, below those that the kernel gives to connections: one of those could be taken by any client at
 * any time, even by one that tries to reach the very server that is to come back to it. Test processes that run side by side
 * choose from ports of their own.
 */
public final class FreePort {

    private static final Path PORTS_OF_CLIENTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 10_000;
    private static final int LEAST_CHOICE = 1_000;
    private static final int TRIES = 100;
    private static final int MAX_PROCESSES = 4;
    /** Which of the test processes that run side by side this is, from 1. */
    private static final int PROCESS = Integer.parseInt(System.getProperty("test.process", "1"));

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** One that nobody listens on at the loopback interface, and that was not given before in this run. */
    public static int next() {
        int share = (firstOfClients() - LOWEST) / MAX_PROCESSES;
        int first = LOWEST + Math.floorMod(PROCESS - 1, MAX_PROCESSES) * share;
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(first, first + share))
                .limit(TRIES)
                .filter(port -> isFree(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no free port in " + TRIES + " tries"));
    }

    static int firstOfClients() {
        // Read in one go: the kernel gives nothing more to whoever has read the first byte, as Files.readString does.
        try (BufferedReader range = Files.newBufferedReader(PORTS_OF_CLIENTS)) {
            int first = Integer.parseInt(range.readLine().split("\\s+")[0]);
            return Math.max(LOWEST + LEAST_CHOICE, first);
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
