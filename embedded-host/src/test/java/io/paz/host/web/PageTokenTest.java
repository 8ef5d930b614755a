package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PageTokenTest {
    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of(0, 1, 0, false),
                Arguments.of(99, 1, 99, false),
                Arguments.of(100, 1, 100, true),
                Arguments.of(100, 2, 0, false),
                Arguments.of(250, 2, 100, true),
                Arguments.of(250, 3, 50, false),
                Arguments.of(250, 60_000, 0, false));
    }

    @ParameterizedTest(name = "page {1} of {0}")
    @MethodSource("pages")
    void slices(int total, int page, int size, boolean hasNext) {
        PageToken token = new PageToken(page);
        assertThat(token.slice(IntStream.range(0, total).boxed().toList())).hasSize(size);
        assertThat(token.next(total).isPresent()).isEqualTo(hasNext);
    }

    @Test
    void encodesAsFleet() {
        assertThat(new PageToken(2).encode()).isEqualTo("ZAACAA==");
        assertThat(PageToken.of(List.of("ZAACAA=="))).isEqualTo(new PageToken(2));
        assertThat(PageToken.of(List.of())).isEqualTo(new PageToken(1));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("nope", "unexpected EOF"),
                Arguments.of("", "EOF"),
                Arguments.of("!", "illegal base64 data in page token"),
                Arguments.of("ZQABAA==", "token limit must be 100"),
                Arguments.of("ZAAAAA==", "token page must be greater than zero"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void refusesAsFleet(String token, String message) {
        assertThatThrownBy(() -> PageToken.of(List.of(token))).hasMessage(message);
    }
}
