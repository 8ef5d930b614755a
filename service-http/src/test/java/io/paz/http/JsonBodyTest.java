package io.paz.http;

import static io.paz.http.Failures.assertFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonBodyTest {

    private static TestService service;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        service = TestService.startWithToken(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<Arguments> malformedBodies() {
        return Stream.of(
                arguments("not JSON", "{name", "body: not valid JSON at line 1, column 2: Unexpected character"),
                arguments(
                        "text after the document", "{\"name\":\"a\"} x", "body: not valid JSON at line 1, column 14: "),
                arguments(
                        "a name twice",
                        "{\"name\":\"a\",\"name\":\"b\"}",
                        "body: not valid JSON at line 1, column 19: Duplicate"),
                arguments(
                        "a name twice inside",
                        "{\"labels\":{\"a\":\"b\",\"a\":\"b\"}}",
                        "body: not valid JSON at line 1, column 23: Duplicate"),
                arguments(
                        "too deep",
                        "[".repeat(1000) + "]".repeat(1000),
                        "body: too deep or too long a value (expected: at most 64 levels)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedBodies")
    void refusesWhatIsNotStrictJson(String what, String body, String message) throws Exception {
        HttpResponse<String> answer = post(body);

        String actual = assertFailure(answer, 400, "invalid_json");
        assertThat(actual).startsWith(message);
    }

    static Stream<Arguments> wrongFields() {
        return Stream.of(
                arguments("null", "body: value null (expected: an object)"),
                arguments("[]", "body: value [] (expected: an object)"),
                arguments("{\"count\":\"3\"}", "count: value \"3\" (expected: a whole number)"),
                arguments("{\"count\":1.5}", "count: value 1.5 (expected: a whole number)"),
                arguments("{\"count\":1e9}", "count: value 1.0E9 (expected: a whole number)"),
                arguments("{\"count\":99999999999}", "count: value 99999999999 (expected: a whole number)"),
                arguments("{\"count\":\"\"}", "count: value \"\" (expected: a whole number)"),
                arguments("{\"count\":\" \"}", "count: value \" \" (expected: a whole number)"),
                arguments("{\"count\":\"\\t\"}", "count: value \"\\t\" (expected: a whole number)"),
                arguments("{\"size\":\" \"}", "size: value \" \" (expected: a number)"),
                arguments("{\"open\":\" \"}", "open: value \" \" (expected: true or false)"),
                arguments("{\"labels\":\" \"}", "labels: value \" \" (expected: an object)"),
                arguments("{\"parts\":\" \"}", "parts: value \" \" (expected: a list)"),
                arguments(
                        "{\"parts\":[{\"number\":\" \"}]}", "parts[0].number: value \" \" (expected: a whole number)"),
                arguments("{\"size\":\"1.5\"}", "size: value \"1.5\" (expected: a number)"),
                arguments("{\"open\":\"true\"}", "open: value \"true\" (expected: true or false)"),
                arguments("{\"open\":1}", "open: value 1 (expected: true or false)"),
                arguments("{\"name\":3}", "name: value 3 (expected: a text)"),
                arguments("{\"name\":3.5}", "name: value 3.5 (expected: a text)"),
                arguments("{\"name\":true}", "name: value true (expected: a text)"),
                arguments("{\"name\":[\"a\"]}", "name: value [\"a\"] (expected: a text)"),
                arguments("{\"labels\":{\"a\":1}}", "labels.a: value 1 (expected: a text)"),
                arguments("{\"labels\":{\"a\":null}}", "labels.a: value null (expected: a text)"),
                arguments("{\"labels\":\"\"}", "labels: value \"\" (expected: an object)"),
                arguments("{\"parts\":[null]}", "parts[0]: value null (expected: an object)"),
                arguments("{\"parts\":[{\"number\":null}]}", "parts[0].number: value null (expected: a whole number)"),
                arguments("{\"parts\":{}}", "parts: value {} (expected: a list)"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void refusesAnotherType(String body, String message) throws Exception {
        assertFailure(post(body), 400, "invalid_field", message);
    }

    @Test
    void namesUnknownFields() throws Exception {
        assertFailure(
                post("{\"name\":\"a\",\"nmae\":1}"),
                400,
                "unknown_field",
                "nmae: unknown field (expected one of: name, count, open, size, parts, labels)");
        assertFailure(
                post("{\"parts\":[{\"number\":1,\"x\":2}]}"),
                400,
                "unknown_field",
                "parts[0].x: unknown field (expected one of: number, text)");
    }

    @Test
    void wantsABody() throws Exception {
        assertFailure(post(""), 400, "invalid_request", "body: missing (expected: a JSON object)");
    }

    @Test
    void shortensALongValue() throws Exception {
        String actual = assertFailure(post("{\"count\":\"%s\"}".formatted("x".repeat(1000))), 400, "invalid_field");

        assertThat(actual)
                .isEqualTo(
                        "count: value \"%s... (1002 characters) (expected: a whole number)".formatted("x".repeat(99)));
    }

    @Test
    void takesAValidBody() throws Exception {
        String body =
                "{\"name\":\"a\",\"count\":1,\"open\":true,\"size\":2.5,\"parts\":[{\"number\":1,\"text\":null}],\"labels\":{\"b\":\"c\"}}";

        assertThat(post(body).body()).isEqualTo(body);
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return service.send("POST", "/things", body, "Content-Type", "application/json");
    }
}
