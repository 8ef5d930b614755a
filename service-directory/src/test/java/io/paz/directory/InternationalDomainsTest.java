package io.paz.directory;

import static io.paz.directory.Directory.json;
import static io.paz.directory.Directory.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A domain is stored under the name that a browser asks for. */
class InternationalDomainsTest {

    private static Directory directory;

    @BeforeAll
    static void start(@TempDir Path data) {
        directory = Directory.start(data);
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @ParameterizedTest
    @CsvSource({
        "straße.example, xn--strae-oqa.example",
        "STRASSE.example, strasse.example",
        "βόλος.example, xn--nxasmm1c.example",
        "βόλοσ.example, xn--nxasmq6b.example",
        "Bücher.example, xn--bcher-kva.example",
        "例え。テスト, xn--r8jz45g.xn--zckzah",
        "ａ.example, a.example",
        "😀.example, xn--e28h.example",
        "क्\u200Dष.example, xn--11b2ezcw70k.example",
        "نامه\u200Cای.example, xn--mgba3gch31f060k.example",
        "*.Straße.Shop.example, *.xn--strae-oqa.shop.example",
        "*.Shop.example, *.shop.example",
        "xn--strae-oqa.example, xn--strae-oqa.example",
        "ab--cd.example, ab--cd.example"
    })
    void is_kept_as_browsers_ask_for_it(String given, String kept) throws Exception {
        HttpResponse<String> answer = create("web", given);
        try {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(json(answer).at("/doc/config/domains/0").asString()).isEqualTo(kept);
        } finally {
            directory.delete("/services/web");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200Db.example",
                "a\u200Cb.example",
                "👩\u200D💻.example",
                "a\u05D0.example",
                "\u0378.example",
                "\u00E9_.example",
                "\u00FC..example",
                "x.\uFF30\uFF21\uFF3A",
                "paz-\u00AD.example"
            })
    void against_the_rules_is_refused(String given) throws Exception {
        HttpResponse<String> answer = create("web", given);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(message(answer)).startsWith("domains[0]: ");
    }

    @Test
    void of_another_letter_is_another_domain() throws Exception {
        assertThat(create("one", "strasse.example").statusCode()).isEqualTo(201);
        assertThat(create("two", "straße.example").statusCode()).isEqualTo(201);
        assertThat(create("six", "xn--strae-oqa.example").statusCode()).isEqualTo(409);
        assertThat(create("ten", "Strasse.example").statusCode()).isEqualTo(409);
        directory.delete("/services/one");
        directory.delete("/services/two");
    }

    private static HttpResponse<String> create(String name, String domain) throws Exception {
        return directory.post(JsonMapper.shared()
                .createObjectNode()
                .put("name", name)
                .put("dockerRepository", "a")
                .set("domains", JsonMapper.shared().valueToTree(new String[] {domain}))
                .toString());
    }
}
