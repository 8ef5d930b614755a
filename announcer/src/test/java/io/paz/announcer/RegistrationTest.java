package io.paz.announcer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {

    private static Map<String, String> fields() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("container", "shop-3-1"),
                Map.entry("port", "80"),
                Map.entry("platform", "0123abcd"),
                Map.entry("key", "/paz/services/shop/3/1"),
                Map.entry("path", "/health?deep=[1]"),
                Map.entry("method", "HEAD"),
                Map.entry("host", "shop.paz"),
                Map.entry("statuses", "200-399,401"),
                Map.entry("interval", "2"),
                Map.entry("timeout", "1"),
                Map.entry("rise", "1"),
                Map.entry("fall", "3")));
    }

    @Test
    void reads_what_a_sidekick_sends() {
        Registration registration = Registration.parse(fields());
        assertThat(registration.container()).isEqualTo("shop-3-1");
        assertThat(registration.check().path()).isEqualTo("/health?deep=[1]");
        assertThat(registration.check().statuses().contains(401)).isTrue();
        assertThat(registration.check().statuses().contains(400)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "container, ../x",
        "container, 'a b'",
        "port, 0",
        "port, 65536",
        "port, 8x",
        "key, /paz/config/domain",
        "key, /paz/services/shop/3/1/2",
        "key, /paz/services//3/1",
        "path, 'x'",
        "path, '/a b'",
        "method, POST",
        "host, 'a b'",
        "statuses, ''",
        "statuses, 200-",
        "statuses, 999",
        "interval, -1",
        "timeout, 10000",
        "rise, ''",
        "fall, 1.5"
    })
    void refuses_a_value_that_is_not_allowed_and_names_it(String field, String value) {
        Map<String, String> fields = fields();
        fields.put(field, value);
        assertThatThrownBy(() -> Registration.parse(fields))
                .isInstanceOf(InvalidRegistrationException.class)
                .hasMessageStartingWith(field + ": \"" + value + "\" (expected: ");
    }

    @Test
    void shows_no_control_characters_and_no_more_than_a_line_of_a_value() {
        Map<String, String> fields = fields();
        fields.put("container", "\u001b[2J\n" + "x".repeat(1_000));
        assertThatThrownBy(() -> Registration.parse(fields))
                .hasMessageMatching("container: \"\\?\\[2J\\?x{95}\\.\\.\\.\" \\(expected: .*\\)");
    }
}
