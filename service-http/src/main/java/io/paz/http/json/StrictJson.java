package io.paz.http.json;

import com.fasterxml.jackson.annotation.Nulls;
import io.paz.http.error.ApiException;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads JSON from callers. A number in quotes is not a number, 1.5 is not a whole number, unknown and doubled names and
 * nulls inside lists and maps are refused; every refusal is an {@link ApiException} with status 400 that names the field.
 */
public final class StrictJson {

    private static final int MAX_DEPTH = 64;

    private final JsonMapper mapper;

    public StrictJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** The mapper of all services: strict in reading, and writing the fields of a record in their own order. */
    public static JsonMapper mapper() {
        StreamReadConstraints limits =
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .withCoercionConfigDefaults(all -> all.setAcceptBlankAsEmpty(false)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .build();
    }

    public <T> T read(byte[] body, Class<T> type) {
        return convert(tree(body), type);
    }

    /** Any JSON value, with no doubled names and not too deep. */
    public JsonNode tree(byte[] body) {
        JsonNode tree = parse(body);
        if (tree.isMissingNode()) {
            throw invalid("body: missing (expected: a JSON object)");
        }
        return tree;
    }

    private JsonNode parse(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (StreamConstraintsException e) {
            throw invalid("body: too deep or too long a value (expected: at most %d levels)".formatted(MAX_DEPTH));
        } catch (JacksonException e) {
            throw invalid("body: not valid JSON at line %d, column %d: %s"
                    .formatted(
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr(),
                            withoutToken(e.getOriginalMessage())));
        }
    }

    /** A text without its quotes may be a secret. */
    private static String withoutToken(String message) {
        return message.startsWith("Unrecognized token") ? "neither a value nor a text in quotes" : message;
    }

    /** The tree as a value of the type. */
    public <T> T convert(JsonNode tree, Class<T> type) {
        return this.<T>convert(tree, mapper.constructType(type));
    }

    <T> T convert(JsonNode tree, JavaType type) {
        if (tree.isNull()) {
            throw ApiException.invalidField("body", "null", FieldFailure.expected(type.getRawClass()));
        }
        try {
            return mapper.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw FieldFailure.of(e, tree);
        }
    }

    private static ApiException invalid(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, "invalid_json", message);
    }
}
