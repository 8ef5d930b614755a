package io.paz.standalone;

import io.paz.engine.key.AnnouncementKeys;
import io.paz.engine.key.ConfigKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys that make the parts services of their own, {@code http://paz-orchestrator.localhost:8080/}. They listen on
 * loopback, which only names of parts may lead to.
 */
final class PartNames {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Map<String, String> PORTS = Map.of(
            "paz-orchestrator", "PAZ_ORCHESTRATOR_PORT",
            "paz-orchestrator-socket", "PAZ_ORCHESTRATOR_PORT",
            "paz-web", "PAZ_ORCHESTRATOR_PORT",
            "paz-scheduler", "PAZ_SCHEDULER_PORT",
            "paz-service-directory", "PAZ_SERVICE_DIRECTORY_PORT");

    private PartNames() {}

    /** @param settings with the ports of the parts */
    static Map<String, String> entries(Map<String, String> settings) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(ConfigKeys.partHost(LOOPBACK), "");
        PORTS.forEach((name, port) -> entries.put(AnnouncementKeys.ofPart(name), LOOPBACK + ":" + settings.get(port)));
        return entries;
    }
}
