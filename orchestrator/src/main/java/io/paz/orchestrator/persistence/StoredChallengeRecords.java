package io.paz.orchestrator.persistence;

import io.paz.orchestrator.acme.ChallengeLedger;
import io.paz.orchestrator.acme.ChallengeRecord;
import io.paz.orchestrator.dns.DnsRecord;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records that were made for challenges, in the orchestrator's store. */
public final class StoredChallengeRecords implements ChallengeLedger {

    private final KeyValueStore store;

    public StoredChallengeRecords(KeyValueStore store) {
        this.store = store;
    }

    /** The order of the components is the order on disk. */
    record Stored(String domain, String zone, String name, String type, String content) {

        static Stored of(ChallengeRecord record) {
            DnsRecord dns = record.record();
            return new Stored(record.domain(), record.zone(), dns.name(), dns.type(), dns.content());
        }

        ChallengeRecord toDomain() {
            return new ChallengeRecord(domain, zone, new DnsRecord(name, type, content));
        }
    }

    @Override
    public List<ChallengeRecord> all() {
        return store.list(AccessTables.ACME_DNS_RECORDS, KeyRange.all()).stream()
                .map(entry -> AccessCodec.decode(entry.value(), Stored.class).toDomain())
                .toList();
    }

    @Override
    public void add(ChallengeRecord record) {
        store.write(new Batch().put(AccessTables.ACME_DNS_RECORDS, key(record), AccessCodec.encode(Stored.of(record))));
    }

    @Override
    public void remove(ChallengeRecord record) {
        store.write(new Batch().delete(AccessTables.ACME_DNS_RECORDS, key(record)));
    }

    private static byte[] key(ChallengeRecord record) {
        return (record.domain() + "/" + record.record().content()).getBytes(StandardCharsets.UTF_8);
    }
}
