package io.paz.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    @TempDir
    Path data;

    @Test
    void answersTheSameBytesAfterwards() throws Exception {
        Map<String, String> before = new LinkedHashMap<>();
        try (Directory directory = Directory.start(data)) {
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> created = directory.post(
                        "{\"name\":\"web-%d\",\"dockerRepository\":\"team/web-%d\",\"env\":{\"Z\":\"ü\\n\",\"A\":\"\"},\"resources\":{\"cpus\":0.1}}"
                                .formatted(i, i % 3));
                assertThat(created.statusCode()).isEqualTo(201);
            }
            assertThat(directory.patch("web-3", "{\"numInstances\":4}").statusCode())
                    .isEqualTo(200);
            assertThat(directory.delete("/services/web-4").statusCode()).isEqualTo(204);
            for (String path : new String[] {
                "/services", "/services/web-3", "/services/web-3/config", "/services?dockerRepository=team/web-1"
            }) {
                before.put(path, directory.get(path).body());
            }
        }
        try (Directory directory = Directory.start(data)) {
            for (Map.Entry<String, String> answer : before.entrySet()) {
                assertThat(directory.get(answer.getKey()).body()).isEqualTo(answer.getValue());
            }
            assertThat(directory.get("/services/web-4").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void keepsWhatNarrowerRulesWouldRefuseNow() throws Exception {
        try (Directory directory = Directory.start(data)) {
            String body = "{\"name\":\"web\",\"dockerRepository\":\"a\",\"ports\":[{\"container\":1,\"host\":7000}]}";
            assertThat(directory.post(body).statusCode()).isEqualTo(201);
        }
        try (Directory directory = Directory.start(data, "--reserved-ports", "7000")) {
            assertThat(directory.patch("web", "{\"numInstances\":2}").statusCode())
                    .isEqualTo(200);
            assertThat(directory
                            .patch("web", "{\"ports\":[{\"container\":2,\"host\":7000}]}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }
}
