package io.paz.announcer.check;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The ports that something in a network listens on, by the kernel's tables. Nobody is connected to: some programs count connections that say
 * nothing, and lock their sender out.
 *
 * @param open those on any address, as far as it was read
 * @param isReachable whether the port that was asked for is open for others than the container itself
 */
record ListeningPorts(Set<Integer> open, boolean isReachable) {

    /** Of one line. Listening sockets come first; to read beyond them costs the kernel a walk over all connections of the machine. */
    private static final int LINE = 150;

    private static final int MAX_LINES = 4_096;
    private static final int HEXADECIMAL = 16;
    private static final String LISTENING = "0A";

    /** As the kernel writes addresses: in hexadecimal digits, each 32 bits of them in the machine's order. */
    private static final Pattern LOOPBACK = Pattern.compile("[0-9A-F]{6}7F|0{16}FFFF0000[0-9A-F]{6}7F|0{24}01000000");

    /** 127.0.0.11, where Docker answers for names in a network that was made: at a port of its own choice, and not the program's. */
    private static final String DOCKERS_RESOLVER = "0B00007F";

    static ListeningPorts of(String tables, int port) {
        Set<Integer> open = new TreeSet<>();
        for (String family : new String[] {"tcp", "tcp6"}) {
            if (isOpen(tables + "/" + family, port, open)) {
                return new ListeningPorts(open, true);
            }
        }
        return new ListeningPorts(open, false);
    }

    /** Reads line by line without a buffer of Java's, which would ask for more lines than are needed. */
    private static boolean isOpen(String table, int port, Set<Integer> open) {
        byte[] buffer = new byte[LINE];
        StringBuilder rest = new StringBuilder();
        try (FileInputStream file = new FileInputStream(table)) {
            int lines = 0;
            int count = file.read(buffer);
            while (count > 0 && lines < MAX_LINES) {
                rest.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
                int end = rest.indexOf("\n");
                while (end >= 0) {
                    String line = rest.substring(0, end);
                    rest.delete(0, end + 1);
                    if (lines++ > 0) {
                        String[] fields = line.strip().split(" +");
                        if (fields.length < 4 || !fields[3].equals(LISTENING)) {
                            return false;
                        }
                        if (isReachable(fields[1], port, open)) {
                            return true;
                        }
                    }
                    end = rest.indexOf("\n");
                }
                count = file.read(buffer);
            }
        } catch (IOException e) {
            // The container has just ended, or the machine has no such family.
            return false;
        }
        return false;
    }

    private static boolean isReachable(String local, int port, Set<Integer> open) {
        int colon = local.indexOf(':');
        if (local.substring(0, colon).equals(DOCKERS_RESOLVER)) {
            return false;
        }
        int number = Integer.parseInt(local.substring(colon + 1), HEXADECIMAL);
        open.add(number);
        return number == port && !LOOPBACK.matcher(local.substring(0, colon)).matches();
    }

    /** Why the port is not reachable. */
    String reason(int port) {
        if (open.contains(port)) {
            return "port " + port + " is open on the container's own 127.0.0.1 only";
        }
        String others = open.toString().replaceAll("[\\[\\]]", "");
        return "nothing listens on port " + port + (open.isEmpty() ? "" : "; open are " + others);
    }
}
