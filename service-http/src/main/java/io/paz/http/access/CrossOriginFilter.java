package io.paz.http.access;

import io.paz.http.error.ApiException;
import io.paz.http.id.RequestId;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;

/** Lets web pages of the configured origins call, and answers their browsers' questions beforehand. */
public final class CrossOriginFilter extends CorsWebFilter {

    public CrossOriginFilter(List<String> origins) {
        super(
                exchange -> origins.isEmpty() || isOwnPage(exchange.getRequest().getHeaders())
                        ? null
                        : configuration(origins),
                new Processor());
    }

    /** Whether it comes from a page of the same address, which HAProxy took over HTTPS. Otherwise the address of the connection tells. */
    private static boolean isOwnPage(HttpHeaders headers) {
        String origin = headers.getOrigin();
        return origin != null && RequestOrigin.isHttps(headers) && RequestOrigin.is(origin, headers);
    }

    private static CorsConfiguration configuration(List<String> origins) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(origins);
        configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        configuration.setAllowedHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key", RequestId.HEADER));
        configuration.setExposedHeaders(List.of(RequestId.HEADER, "x-api-version"));
        configuration.setMaxAge(Duration.ofHours(1));
        return configuration;
    }

    private static final class Processor extends DefaultCorsProcessor {

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "Origin: not allowed (expected: one of those in --cors-origins)");
        }
    }
}
