package io.paz.orchestrator.dns;

import java.util.List;
import reactor.core.publisher.Mono;

/** Somebody who keeps a zone. Failures are {@link DnsException}. */
public interface DnsProvider {

    /** All records of the zone. */
    Mono<List<StoredRecord>> records();

    /** Creates the record; one that is there already is no failure. */
    Mono<Void> create(DnsRecord record);

    /** Deletes the record; one that is gone already is no failure. */
    Mono<Void> delete(StoredRecord record);

    /** Deletes the record of this content, whatever its ID; one that is gone already is no failure. */
    default Mono<Void> delete(DnsRecord record) {
        return records()
                .flatMapIterable(stored -> stored)
                .filter(stored -> stored.record().equals(record))
                .concatMap(this::delete)
                .then();
    }

    /** @param id of the provider's */
    record StoredRecord(String id, DnsRecord record) {}
}
