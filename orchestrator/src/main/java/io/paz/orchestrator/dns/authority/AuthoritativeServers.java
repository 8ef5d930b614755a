package io.paz.orchestrator.dns.authority;

import io.paz.orchestrator.dns.DnsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Asks every name server of a zone for a text, past all caches. Calls block, for seconds at most for each server. */
public final class AuthoritativeServers {

    private static final Logger log = LoggerFactory.getLogger(AuthoritativeServers.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_SERVERS = 16;
    private static final int PORT = 53;

    private final Optional<InetSocketAddress> primary;
    private final int port;

    /** @param primary knows the zone's name servers, and is one of them; the machine's own resolvers are asked where there is none */
    public AuthoritativeServers(Optional<InetSocketAddress> primary) {
        this(primary, PORT);
    }

    /** @param port that the name servers other than the primary listen on */
    public AuthoritativeServers(Optional<InetSocketAddress> primary, int port) {
        this.primary = primary;
        this.port = port;
    }

    /** What one name server said. */
    public enum Finding {
        HAS_IT,
        LACKS_IT,
        SILENT
    }

    /**
     * An answer, or none.
     *
     * @param detail says more of a server that does not have it
     */
    public record Reply(String server, Finding finding, String detail) {}

    /** @throws DnsException when the zone's name servers are not found */
    public List<Reply> ask(String zone, String name, String text) {
        return servers(zone).stream()
                .map(server -> ask(server, name(name), text))
                .toList();
    }

    private static Reply ask(InetSocketAddress server, Name name, String text) {
        String shown = server.getAddress().getHostAddress();
        try {
            Message answer = query(server, name, Type.TXT);
            boolean isThere = answer.getSection(Section.ANSWER).stream()
                    .filter(TXTRecord.class::isInstance)
                    .map(TXTRecord.class::cast)
                    .anyMatch(record -> String.join("", record.getStrings()).equals(text));
            return isThere
                    ? new Reply(shown, Finding.HAS_IT, "")
                    : new Reply(shown, Finding.LACKS_IT, Rcode.string(answer.getRcode()));
        } catch (IOException e) {
            return new Reply(shown, Finding.SILENT, "no answer");
        }
    }

    private Set<InetSocketAddress> servers(String zone) {
        Set<InetSocketAddress> servers = new LinkedHashSet<>(primary.stream().toList());
        try {
            Message answer = lookup(name(zone), Type.NS);
            answer.getSection(Section.ANSWER).stream()
                    .filter(NSRecord.class::isInstance)
                    .map(record -> ((NSRecord) record).getTarget())
                    .flatMap(this::addresses)
                    .map(address -> new InetSocketAddress(address, port))
                    .limit(MAX_SERVERS)
                    .forEach(servers::add);
        } catch (IOException e) {
            throw new DnsException(
                    "the name servers of %s are not known: %s".formatted(zone, e.getMessage()), Duration.ZERO);
        }
        if (servers.isEmpty()) {
            throw new DnsException("%s has no name servers (expected: a zone)".formatted(zone), Duration.ZERO);
        }
        return servers;
    }

    private Stream<InetAddress> addresses(Name host) {
        try {
            List<InetAddress> known = lookup(host, Type.A).getSection(Section.ANSWER).stream()
                    .filter(ARecord.class::isInstance)
                    .map(record -> ((ARecord) record).getAddress())
                    .toList();
            return known.isEmpty() ? Stream.of(InetAddress.getAllByName(host.toString(true))) : known.stream();
        } catch (IOException e) {
            log.debug("The name server {} has no address: {}", host, e.getMessage());
            return Stream.empty();
        }
    }

    private Message lookup(Name name, int type) throws IOException {
        InetSocketAddress known = primary.orElse(null);
        if (known != null) {
            return query(known, name, type);
        }
        IOException last = new IOException("the machine has no name server (expected: one in /etc/resolv.conf)");
        for (InetSocketAddress resolver : ResolverConfig.getCurrentConfig().servers()) {
            try {
                return query(resolver, name, type);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static Message query(InetSocketAddress server, Name name, int type) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(TIMEOUT);
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().setFlag(Flags.RD);
        return resolver.send(query);
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException("DNS name: %s (expected: a domain)".formatted(text), e);
        }
    }
}
