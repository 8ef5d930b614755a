package io.paz.haproxy.publish;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A rendered configuration taken apart: its servers, which can come and go while HAProxy runs, and the frame that they stand
 * in, which cannot.
 *
 * @param frame every line that means something to HAProxy and is no server of a backend
 * @param servers in the order of the text
 */
record Layout(String frame, Map<ServerName, Server> servers) {

    private static final String BACKEND = "backend ";

    Layout {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
    }

    static Layout of(String configuration) {
        StringBuilder frame = new StringBuilder();
        Map<ServerName, Server> servers = new LinkedHashMap<>();
        String backend = "";
        for (String line : configuration.lines().filter(Layout::meansSomething).toList()) {
            if (beginsSection(line)) {
                backend = line.startsWith(BACKEND) ? line.substring(BACKEND.length()) : "";
            }
            Optional<Server> server = backend.isEmpty() ? Optional.empty() : Server.of(backend, line);
            if (server.isPresent()) {
                servers.put(server.get().name(), server.get());
            } else {
                frame.append(line).append('\n');
            }
        }
        return new Layout(frame.toString(), servers);
    }

    static boolean beginsSection(String line) {
        return !line.startsWith(" ") && meansSomething(line);
    }

    private static boolean meansSomething(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }
}
