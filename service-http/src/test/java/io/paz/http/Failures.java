package io.paz.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every failure looks like. */
final class Failures {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Failures() {}

    static void assertFailure(HttpResponse<String> answer, int status, String code, String message) {
        assertThat(assertFailure(answer, status, code)).isEqualTo(message);
    }

    /** Returns the message. */
    static String assertFailure(HttpResponse<String> answer, int status, String code) {
        JsonNode document = JSON.readTree(answer.body());
        assertThat(document.propertyNames()).containsExactly("code", "message", "uuid");
        assertThat(document.path("code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-api-uuid"))
                .hasValue(document.path("uuid").asString());
        return document.path("message").asString();
    }
}
