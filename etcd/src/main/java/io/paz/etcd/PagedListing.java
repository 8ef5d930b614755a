package io.paz.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.grpc.Status;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Lists the keys below a prefix at one revision, page by page, so that no answer is larger than {@link Client#MAX_ANSWER_BYTES}. A page that is
 * larger, because of large values, is asked for again with fewer keys.
 */
final class PagedListing {

    static final int PAGE_KEYS = 5_000;
    private static final int SHRINKING = 8;

    private final Client client;
    private final String prefix;
    private final ByteSequence end;
    private final SortedMap<String, String> entries = new TreeMap<>();
    private long size;
    private long revision;

    PagedListing(Client client, String prefix) {
        this.client = client;
        this.prefix = prefix;
        // The character after the / at the end.
        this.end = Client.bytes(prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1));
    }

    CompletableFuture<Listing> read() {
        return page(Client.bytes(prefix), PAGE_KEYS);
    }

    private CompletableFuture<Listing> page(ByteSequence first, int keys) {
        return get(first, keys).thenCompose(this::take);
    }

    private CompletableFuture<GetResponse> get(ByteSequence first, int keys) {
        GetOption option = GetOption.builder()
                .withRange(end)
                .withLimit(keys)
                .withRevision(revision)
                .build();
        return client.call("list " + prefix, kv -> kv.get(first, option))
                .exceptionallyCompose(failure -> keys > 1 && isTooLarge(failure)
                        ? get(first, Math.max(1, keys / SHRINKING))
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Listing> take(GetResponse page) {
        if (revision == 0) {
            revision = page.getHeader().getRevision();
        }
        List<KeyValue> found = page.getKvs();
        for (KeyValue entry : found) {
            client.entries().read(entry).ifPresent(text -> {
                entries.put(text.getKey(), text.getValue());
                size += Listing.size(text.getKey(), text.getValue());
            });
        }
        if (size > Listing.MAX_SIZE) {
            return CompletableFuture.failedFuture(
                    new CompletionException(Listing.tooLarge(client.endpoints(), prefix)));
        }
        if (!page.isMore() || found.isEmpty()) {
            return CompletableFuture.completedFuture(new Listing(entries, revision));
        }
        ByteSequence last = found.get(found.size() - 1).getKey();
        return page(last.concat(ByteSequence.from(new byte[1])), Math.min(PAGE_KEYS, 2 * found.size()));
    }

    private static boolean isTooLarge(Throwable failure) {
        return Status.fromThrowable(failure).getCode() == Status.Code.RESOURCE_EXHAUSTED;
    }
}
