package io.paz.http.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractDataBufferDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;
import tools.jackson.databind.json.JsonMapper;

/** Lets Spring's {@code @RequestBody} read through {@link StrictJson}. */
public final class StrictJsonDecoder extends AbstractDataBufferDecoder<Object> {

    private final JsonMapper mapper;
    private final StrictJson json;

    public StrictJsonDecoder(JsonMapper mapper) {
        super(MediaType.APPLICATION_JSON);
        this.mapper = mapper;
        this.json = new StrictJson(mapper);
    }

    @Override
    public boolean canDecode(ResolvableType type, @Nullable MimeType mimeType) {
        return !CharSequence.class.isAssignableFrom(type.toClass()) && super.canDecode(type, mimeType);
    }

    @Override
    public Object decode(
            DataBuffer buffer, ResolvableType type, @Nullable MimeType mimeType, @Nullable Map<String, Object> hints) {
        try {
            byte[] body = new byte[buffer.readableByteCount()];
            buffer.read(body);
            return json.convert(json.tree(body), mapper.constructType(type.getType()));
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
