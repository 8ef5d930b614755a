package io.paz.orchestrator.dns;

import io.paz.orchestrator.dns.DnsProvider.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Plan to bring a DNS zone to the desired records. Applied in order, it may stop after any step, and the next plan
 * finishes it: the mark comes before the addresses, and goes after them.
 *
 * @param conflicts names that should be there, but belong to somebody else
 */
public record DnsPlan(List<DnsRecord> create, List<StoredRecord> delete, Set<String> conflicts) {

    /**
     * @param desired addresses by name
     * @param mayRemove whether what is not desired goes, or stays for now
     */
    public static DnsPlan of(
            SortedMap<String, SortedSet<String>> desired, boolean mayRemove, List<StoredRecord> present) {
        Map<String, List<StoredRecord>> byName = present.stream()
                .collect(Collectors.groupingBy(stored -> stored.record().name()));
        DnsPlan plan = new DnsPlan(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
        desired.forEach((name, addresses) -> plan.set(name, addresses, byName));
        markedNames(present).stream()
                .filter(name -> !desired.containsKey(name))
                .forEach(name -> plan.remove(name, byName));
        return mayRemove ? plan : new DnsPlan(plan.create(), List.of(), plan.conflicts());
    }

    /** The names that Paz set. */
    public static SortedSet<String> markedNames(List<StoredRecord> present) {
        return present.stream()
                .map(StoredRecord::record)
                .filter(record ->
                        record.marks(record.name().substring(record.name().indexOf('.') + 1)))
                .map(record -> record.name().substring(record.name().indexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void set(String name, SortedSet<String> addresses, Map<String, List<StoredRecord>> byName) {
        List<StoredRecord> there = byName.getOrDefault(name, List.of());
        boolean ours = byName.getOrDefault(DnsRecord.mark(name).name(), List.of()).stream()
                .anyMatch(stored -> stored.record().marks(name));
        boolean taken = there.stream()
                .anyMatch(stored -> !ours || !stored.record().type().equals(DnsRecord.ADDRESS));
        if (taken) {
            conflicts.add(name);
            return;
        }
        if (!ours) {
            create.add(DnsRecord.mark(name));
        }
        addresses.stream()
                .map(address -> DnsRecord.address(name, address))
                .filter(record ->
                        there.stream().noneMatch(stored -> stored.record().equals(record)))
                .forEach(create::add);
        there.stream()
                .filter(stored -> !addresses.contains(stored.record().content()))
                .forEach(delete::add);
    }

    private void remove(String name, Map<String, List<StoredRecord>> byName) {
        byName.getOrDefault(name, List.of()).stream()
                .filter(stored -> stored.record().type().equals(DnsRecord.ADDRESS))
                .forEach(delete::add);
        byName.getOrDefault(DnsRecord.mark(name).name(), List.of()).stream()
                .filter(stored -> stored.record().marks(name))
                .forEach(delete::add);
    }

    public boolean isEmpty() {
        return create.isEmpty() && delete.isEmpty();
    }
}
