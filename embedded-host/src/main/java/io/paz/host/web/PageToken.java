package io.paz.host.web;

import io.paz.http.error.ApiException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Which page of a list is wanted, encoded as fleet does.
 *
 * @param number from 1
 */
record PageToken(int number) {
    static final int LIMIT = 100;

    /**
     * The token of a request, or that of the first page.
     *
     * @param values of the parameter {@code nextPageToken}
     */
    static PageToken of(List<String> values) {
        if (values.size() > 1) {
            throw refused("too many values for page token");
        }
        return values.isEmpty() ? new PageToken(1) : decode(values.get(0));
    }

    private static PageToken decode(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(text)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 4) {
            throw refused(bytes.hasRemaining() ? "unexpected EOF" : "EOF");
        }
        int limit = Short.toUnsignedInt(bytes.getShort());
        int number = Short.toUnsignedInt(bytes.getShort());
        if (limit != LIMIT) {
            throw refused("token limit must be " + LIMIT);
        }
        if (number == 0) {
            throw refused("token page must be greater than zero");
        }
        return new PageToken(number);
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "fleet", "illegal base64 data in page token", e);
        }
    }

    private static ApiException refused(String message) {
        return FleetError.exception(HttpStatus.BAD_REQUEST, message);
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) LIMIT).putShort((short) number);
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    <T> List<T> slice(List<T> all) {
        int start = Math.min(all.size(), (number - 1) * LIMIT);
        return all.subList(start, Math.min(all.size(), start + LIMIT));
    }

    /** The token of the page after this one; as in fleet, a full last page is followed by an empty one. */
    Optional<String> next(int total) {
        boolean full = number * LIMIT <= total;
        return full ? Optional.of(new PageToken(number + 1).encode()) : Optional.empty();
    }
}
