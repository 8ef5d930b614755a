package io.paz.http.access;

import java.net.URI;
import org.springframework.http.HttpHeaders;

/** The address that a client called: scheme by {@code X-Forwarded-Proto}, which HAProxy sets, host and port by {@code Host}. */
public final class RequestOrigin {

    private static final String SCHEME_HEADER = "X-Forwarded-Proto";
    private static final String HTTPS = "https";

    private RequestOrigin() {}

    public static boolean isHttps(HttpHeaders headers) {
        return HTTPS.equalsIgnoreCase(headers.getFirst(SCHEME_HEADER));
    }

    /** Whether it is the origin of a page. A page that came over plain HTTP may be anybody's on the way, and is none over HTTPS. */
    public static boolean is(String origin, HttpHeaders headers) {
        try {
            URI uri = URI.create(origin);
            String authority = uri.getRawAuthority();
            return authority != null
                    && authority.equalsIgnoreCase(headers.getFirst(HttpHeaders.HOST))
                    && (!isHttps(headers) || HTTPS.equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
