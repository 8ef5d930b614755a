package io.paz.bench.load;

import java.util.Map;

/**
 * What a load saw.
 *
 * @param answered requests with status 200
 * @param renewed kept connections that the server had closed before the request was sent; the request was then sent again
 *     on a new one, as every HTTP client does, and is counted once
 * @param failures how many requests failed, by reason; a status other than 200 is a reason
 */
public record LoadReport(long answered, long renewed, Map<String, Long> failures) {

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
