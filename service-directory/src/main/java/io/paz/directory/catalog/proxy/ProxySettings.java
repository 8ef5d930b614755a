package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What HAProxy does with the requests of a service beside routing them; each option is off when null.
 *
 * @param maxBodyBytes the longest body that a request may have
 */
public record ProxySettings(
        @Nullable Long maxBodyBytes,
        @Nullable List<String> allowedNetworks,
        @Nullable Maintenance maintenance) {

    /** With no option. */
    public static final ProxySettings NONE = new ProxySettings(null, null, null);

    private static final long MAX_BODY_BYTES = 1L << 40;

    public ProxySettings {
        InvalidFieldException.unless(
                maxBodyBytes == null || maxBodyBytes >= 0 && maxBodyBytes <= MAX_BODY_BYTES,
                "proxy.maxBodyBytes",
                maxBodyBytes,
                "0 to " + MAX_BODY_BYTES);
        if (allowedNetworks != null) {
            Network.checkAll("proxy.allowedNetworks", allowedNetworks);
            allowedNetworks = List.copyOf(allowedNetworks);
        }
    }
}
