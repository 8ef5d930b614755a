package io.paz.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.netty.handler.ssl.SslContext;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A jetcd client that is replaced once etcd could not be reached through it. A gRPC channel waits ever longer, up to two
 * minutes, before it connects again; a new one connects at once, and how often is for the caller to decide. It also takes certificates that were renewed
 * meanwhile.
 */
final class Client implements AutoCloseable {

    private static final System.Logger log = System.getLogger(Client.class.getName());

    static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;
    private static final Set<Status.Code> WITHOUT_ANSWER =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
    private static final Duration KEEPALIVE = Duration.ofSeconds(10);

    private final List<URI> endpoints;
    private final Optional<Certificates> certificates;
    private Optional<SslContext> ssl;
    /** Of the certificate; for errors. */
    private final String user;

    private final Duration callTimeout;
    private final EntryReader entries = new EntryReader();
    private io.etcd.jetcd.Client jetcd;
    private volatile io.etcd.jetcd.@Nullable Client broken;
    private boolean closed;

    Client(EtcdAccess access, Duration callTimeout) {
        JetcdLogging.quiet();
        this.endpoints = access.endpoints();
        this.certificates = access.certificates().map(Certificates::new);
        this.ssl = certificates.map(Certificates::sslContext);
        this.user = certificates.map(Certificates::user).orElse("this client");
        this.callTimeout = callTimeout;
        this.jetcd = connect();
    }

    List<URI> endpoints() {
        return endpoints;
    }

    EntryReader entries() {
        return entries;
    }

    /** Runs one call; {@code what} names it in the error. */
    <T> CompletableFuture<T> call(String what, Function<KV, CompletableFuture<T>> call) {
        io.etcd.jetcd.Client used = current();
        return call.apply(used.getKVClient()).handle((answer, failure) -> {
            if (failure != null) {
                throw failed(used, what, failure);
            }
            return answer;
        });
    }

    /** As {@link #call}, of the leases. */
    <T> CompletableFuture<T> lease(String what, Function<Lease, CompletableFuture<T>> call) {
        io.etcd.jetcd.Client used = current();
        return call.apply(used.getLeaseClient()).handle((answer, failure) -> {
            if (failure != null) {
                throw failed(used, what, failure);
            }
            return answer;
        });
    }

    CompletableFuture<Listing> list(String prefix) {
        return new PagedListing(this, prefix).read();
    }

    /** Watches from a revision on; the watcher is to be closed by the caller after the listener's first error. */
    Watch.Watcher watch(String prefix, long revision, Watch.Listener listener) {
        WatchOption option = WatchOption.builder()
                .isPrefix(true)
                .withRevision(revision)
                .withCreateNotify(true)
                .withRequireLeader(true)
                .build();
        io.etcd.jetcd.Client used = current();
        return used.getWatchClient()
                .watch(
                        bytes(prefix),
                        option,
                        Watch.listener(
                                listener::onNext,
                                failure -> {
                                    noteUnavailable(used, failure);
                                    listener.onError(failure);
                                },
                                listener::onCompleted));
    }

    @Override
    public synchronized void close() {
        closed = true;
        jetcd.close();
    }

    private synchronized io.etcd.jetcd.Client current() {
        if (broken == jetcd && !closed) {
            jetcd.close();
            ssl = renewed();
            jetcd = connect();
        }
        return jetcd;
    }

    /** As the files are now; while they cannot be read, as they were. */
    private Optional<SslContext> renewed() {
        try {
            return certificates.map(Certificates::sslContext);
        } catch (IllegalArgumentException e) {
            log.log(Level.WARNING, "{0}; the ones read before are used on", e.getMessage());
            return ssl;
        }
    }

    private io.etcd.jetcd.Client connect() {
        ClientBuilder builder = io.etcd.jetcd.Client.builder()
                .endpoints(endpoints)
                .waitForReady(false)
                .connectTimeout(callTimeout)
                .keepaliveTime(KEEPALIVE)
                .keepaliveTimeout(callTimeout)
                .retryMaxAttempts(0)
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .interceptor(new Deadline(callTimeout));
        ssl.ifPresent(context -> builder.sslContext(context).authority(Certificates.MEMBER));
        return builder.build();
    }

    private CompletionException failed(io.etcd.jetcd.Client used, String what, Throwable failure) {
        noteUnavailable(used, failure);
        String could = Status.fromThrowable(failure).getCode() == Status.Code.PERMISSION_DENIED
                ? " did not let " + user + " "
                : " could not ";
        return new CompletionException(
                new EtcdCallException("etcd at " + endpoints + could + what + ": " + reason(failure), failure));
    }

    /** Uses etcd's own message where there is one. */
    private static String reason(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        String words = status.getDescription() == null ? words(status, failure) : status.getDescription();
        boolean answered = words.startsWith("etcdserver:") || !WITHOUT_ANSWER.contains(status.getCode());
        return answered ? words : "no answer (" + words + ")";
    }

    /** What jetcd itself refuses has a message, and no status of gRPC. */
    private static String words(Status status, Throwable failure) {
        String message = failure.getMessage();
        return status.getCode() == Status.Code.UNKNOWN && message != null
                ? message
                : status.getCode().name();
    }

    private void noteUnavailable(io.etcd.jetcd.Client used, Throwable failure) {
        if (Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE) {
            broken = used;
        }
    }

    static String text(ByteSequence bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    /** Bounds each call but the streams, so that a call given up by its caller is not carried out later. */
    private record Deadline(Duration timeout) implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            boolean unary = method.getType() == MethodDescriptor.MethodType.UNARY;
            return next.newCall(
                    method, unary ? options.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS) : options);
        }
    }
}
