package io.paz.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @Test
    void reads_what_it_writes() {
        String text = "{\"a\":[1,2.50,true,null,\"\\u001b\\u202e\\\"\\\\\\n\"],\"b\":{},\"c\":12345678901234567890}";
        assertThat(JsonWriter.compact(JsonReader.read(text))).isEqualTo(text);
        assertThat(JsonReader.read(JsonWriter.pretty(JsonReader.read(text)))).isEqualTo(JsonReader.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "<html>"})
    void refuses_what_is_not_json(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void refuses_what_is_nested_too_deeply() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(1000) + "]".repeat(1000)))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void what_is_absent_is_nothing() {
        Json json = JsonReader.read("{\"a\":{\"b\":7}}");
        assertThat(json.get("a").number("b")).isEqualTo(7);
        assertThat(json.get("x").get("y").text("z")).isEmpty();
        assertThat(json.get("a").items()).isEmpty();
    }
}
