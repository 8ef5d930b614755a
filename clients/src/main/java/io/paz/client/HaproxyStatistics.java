package io.paz.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** The statistics page of a HAProxy, in its CSV form. */
public final class HaproxyStatistics {

    private static final String NAME = "haproxy";
    private static final String PATH = "/;csv";
    private static final String COMMENT = "# ";
    private static final ObjectReader ROWS = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    private final Remote remote;

    /** @param address of the statistics page, {@code http://127.0.0.1:8404} */
    public HaproxyStatistics(URI address) {
        this.remote = new Remote(NAME, address, null);
    }

    /**
     * Every front end, back end and server, as they are counted now. Fails with {@link RemoteUnavailable} or {@link RemoteRefused}.
     */
    public Mono<List<HaproxyRow>> read() {
        return remote.call((WebClient client) -> client.get().uri(PATH), answer -> answer.bodyToMono(String.class)
                .map(HaproxyStatistics::rows));
    }

    static List<HaproxyRow> rows(String csv) {
        String table = csv.startsWith(COMMENT) ? csv.substring(COMMENT.length()) : csv;
        try (MappingIterator<Map<String, String>> rows = ROWS.readValues(table)) {
            return rows.readAll().stream().map(HaproxyRow::new).toList();
        }
    }
}
