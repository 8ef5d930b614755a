package io.paz.acme.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;

/** A request to the authority that ends in time whatever the authority does, answered with a bounded number of bytes. */
final class BoundedConnection extends DefaultConnection {

    /** Chains of certificates are the longest answers. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final int SERVICE_UNAVAILABLE = 503;

    private final Duration timeout;

    BoundedConnection(HttpConnector connector, Duration timeout) {
        super(connector);
        this.timeout = timeout;
    }

    @Override
    protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body) throws IOException {
        if (!"https".equals(url.getProtocol())) {
            throw new IOException("The authority names %s (expected: a URL that begins with https://)".formatted(url));
        }
        HttpRequest.Builder request = httpConnector.createRequestBuilder(url);
        request.header("Accept-Language", session.getLanguageHeader());
        body.accept(request);
        lastResponse = await(httpClient.sendAsync(
                request.build(),
                head -> BodySubscribers.mapping(new BoundedBody(MAX_BYTES), ByteArrayInputStream::new)));
        if (lastResponse.statusCode() == SERVICE_UNAVAILABLE) {
            throw new LaterException(getRetryAfter().orElse(null));
        }
    }

    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer) throws IOException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within %d s".formatted(timeout.toSeconds()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
