package io.paz.orchestrator.dns;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which names should be there, each with its addresses. */
public final class DesiredNames {

    private static final int SHORT_ID_LENGTH = 8;

    private DesiredNames() {}

    /**
     * {@code host-<id>} for each host, and each public service's own name for all hosts: every host has a load balancer.
     *
     * @param hosts addresses by id; what is no IPv4 address is left out
     */
    public static SortedMap<String, SortedSet<String>> of(
            Map<String, String> hosts, Collection<String> publicServices) {
        SortedMap<String, SortedSet<String>> names = new TreeMap<>();
        SortedSet<String> all = new TreeSet<>();
        hosts.forEach((id, address) -> {
            if (isAddress(address)) {
                all.add(address);
                String name = "host-" + id.substring(0, Math.min(SHORT_ID_LENGTH, id.length()));
                names.computeIfAbsent(name, key -> new TreeSet<>()).add(address);
            }
        });
        if (!all.isEmpty()) {
            publicServices.forEach(service -> names.put(service, all));
        }
        return names;
    }

    private static boolean isAddress(String text) {
        return text.matches("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }
}
