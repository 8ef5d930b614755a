package io.paz.acme.client;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** Connections to any authority: bounded, over one HTTP client, without redirects. */
final class BoundedProvider extends GenericAcmeProvider {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Duration timeout;

    BoundedProvider(SSLContext tls, Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls)
                .build();
    }

    @Override
    public Connection connect(URI server, NetworkSettings settings) {
        return new BoundedConnection(new SharedConnector(settings), timeout);
    }

    /** acme4j builds a client, with a thread of its own, for each request. */
    private final class SharedConnector extends HttpConnector {

        SharedConnector(NetworkSettings settings) {
            super(settings);
        }

        @Override
        public HttpClient.Builder createClientBuilder() {
            return (HttpClient.Builder) Proxy.newProxyInstance(
                    HttpClient.Builder.class.getClassLoader(),
                    new Class<?>[] {HttpClient.Builder.class},
                    (builder, method, arguments) -> method.getName().equals("build") ? client : builder);
        }
    }
}
