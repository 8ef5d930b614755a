package io.paz.orchestrator.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Encodes stored records as JSON, with times as ISO 8601. */
final class AccessCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private AccessCodec() {}

    static byte[] encode(Object stored) {
        return MAPPER.writeValueAsBytes(stored);
    }

    static <T> T decode(byte[] value, Class<T> type) {
        return MAPPER.readValue(value, type);
    }
}
