package io.paz.orchestrator.dns.rfc2136;

import io.paz.orchestrator.dns.DnsException;
import io.paz.orchestrator.dns.DnsProvider;
import io.paz.orchestrator.dns.DnsRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;
import org.xbill.DNS.ZoneTransferIn.ZoneTransferHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A zone on a name server of the operator's: read by a transfer, changed by updates, both signed with a key. */
public final class Rfc2136Provider implements DnsProvider {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_READ_TIME = Duration.ofMinutes(2);
    private static final int MAX_RECORDS = 100_000;

    private final InetSocketAddress server;
    private final Name zone;
    private final TSIG key;
    private final int ttl;

    /**
     * @param server that takes updates and transfers
     * @param zone such as {@code example.com}
     * @param ttl of records, in seconds
     */
    public Rfc2136Provider(InetSocketAddress server, String zone, UpdateKey key, int ttl) {
        this.server = server;
        this.zone = name(zone);
        this.key = key.tsig();
        this.ttl = ttl;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("DNS zone: %s (expected: a domain)".formatted(text), e);
        }
    }

    /** Addresses and texts; whatever else a name has counts as a record of its kind. */
    @Override
    public Mono<List<StoredRecord>> records() {
        return call("transfer", this::transfer).timeout(MAX_READ_TIME, Mono.error(() -> noAnswer("no whole zone")));
    }

    private List<StoredRecord> transfer() throws IOException, ZoneTransferException {
        List<StoredRecord> records = new ArrayList<>();
        ZoneTransferIn transfer = ZoneTransferIn.newAXFR(zone, server, key);
        transfer.setTimeout(TIMEOUT);
        transfer.run(new Collector(record -> {
            if (records.size() == MAX_RECORDS) {
                throw new ZoneTransferException("more than %d records".formatted(MAX_RECORDS));
            }
            records.add(stored(record));
        }));
        return records;
    }

    private interface Sink {
        void add(Record record) throws ZoneTransferException;
    }

    /** A whole transfer. */
    private record Collector(Sink sink) implements ZoneTransferHandler {
        @Override
        public void startAXFR() {}

        @Override
        public void startIXFR() throws ZoneTransferException {
            throw new ZoneTransferException("incremental (expected: a whole transfer)");
        }

        @Override
        public void startIXFRDeletes(Record soa) throws ZoneTransferException {
            startIXFR();
        }

        @Override
        public void startIXFRAdds(Record soa) throws ZoneTransferException {
            startIXFR();
        }

        @Override
        public void handleRecord(Record record) throws ZoneTransferException {
            sink.add(record);
        }
    }

    private StoredRecord stored(Record record) {
        String name = record.getName().equals(zone)
                ? ""
                : record.getName().relativize(zone).toString().toLowerCase(Locale.ROOT);
        String content = record instanceof TXTRecord text ? String.join("", text.getStrings()) : record.rdataToString();
        return new StoredRecord("", new DnsRecord(name, Type.string(record.getType()), content));
    }

    @Override
    public Mono<Void> create(DnsRecord record) {
        return call("update", () -> update(record, true)).then();
    }

    @Override
    public Mono<Void> delete(StoredRecord record) {
        return delete(record.record());
    }

    @Override
    public Mono<Void> delete(DnsRecord record) {
        return call("update", () -> update(record, false)).then();
    }

    /** Adding what is there and deleting what is gone change nothing. */
    private boolean update(DnsRecord wanted, boolean isAdded) throws IOException {
        Record record = record(wanted);
        Update update = new Update(zone);
        if (isAdded) {
            update.add(record);
        } else {
            update.delete(record);
        }
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTCP(true);
        resolver.setTSIGKey(key);
        resolver.setTimeout(TIMEOUT);
        Message answer = resolver.send(update);
        if (answer.getRcode() != Rcode.NOERROR) {
            throw new DnsException(
                    "%s refused an update of %s: %s (check the key, and what it may change)"
                            .formatted(server, zone, Rcode.string(answer.getRcode())),
                    Duration.ZERO);
        }
        return true;
    }

    private Record record(DnsRecord wanted) throws IOException {
        Name name = wanted.name().isEmpty() ? zone : Name.fromString(wanted.name(), zone);
        int type = Type.value(wanted.type());
        if (type == Type.TXT) {
            return new TXTRecord(name, DClass.IN, ttl, wanted.content());
        }
        return Record.fromString(name, type, DClass.IN, ttl, wanted.content(), zone);
    }

    private <T> Mono<T> call(String what, Callable<T> call) {
        return Mono.fromCallable(call)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        failure -> !(failure instanceof DnsException),
                        failure -> noAnswer(what + ": " + failure.getMessage()));
    }

    private DnsException noAnswer(String why) {
        return new DnsException("The name server %s does not answer: %s".formatted(server, why), Duration.ZERO);
    }
}
