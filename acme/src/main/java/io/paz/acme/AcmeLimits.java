package io.paz.acme;

import java.net.URI;
import java.time.Duration;

/**
 * How much is asked of an authority, kept a little within its own limits.
 *
 * @param concurrentOrders under way at the same time
 * @param orders of the account within {@link #ORDER_PERIOD}
 * @param newNames certificates of new names below one registered domain within {@link #CERTIFICATE_PERIOD}; renewals do not count
 * @param certificatesOfName within {@link #CERTIFICATE_PERIOD}
 * @param failures failed validations of one name within {@link #FAILURE_PERIOD}
 */
public record AcmeLimits(int concurrentOrders, int orders, int newNames, int certificatesOfName, int failures) {

    static final Duration ORDER_PERIOD = Duration.ofHours(3);
    static final Duration CERTIFICATE_PERIOD = Duration.ofDays(7);
    static final Duration FAILURE_PERIOD = Duration.ofHours(1);

    private static final int MAX_CONCURRENT_ORDERS = 4;

    /** Let's Encrypt allows 300 orders, 50 new names, 5 certificates of a name and 5 failures. */
    private static final AcmeLimits LETS_ENCRYPT = new AcmeLimits(MAX_CONCURRENT_ORDERS, 250, 45, 4, 4);

    private static final AcmeLimits UNPUBLISHED = new AcmeLimits(MAX_CONCURRENT_ORDERS, 250, Integer.MAX_VALUE, 20, 10);

    /** Limits of the authority with this directory; an authority that publishes none says by its answers what is too much. */
    public static AcmeLimits of(URI directory) {
        String host = String.valueOf(directory.getHost());
        return host.endsWith(".letsencrypt.org") ? LETS_ENCRYPT : UNPUBLISHED;
    }
}
