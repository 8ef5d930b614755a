package io.paz.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.directory.persistence.Tables;
import io.paz.store.Batch;
import io.paz.store.KeyValueStore;
import io.paz.store.Table;
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
    void readsWhatEarlierReleasesAccepted() throws Exception {
        String stored =
                "{\"name\":\"web\",\"description\":\"\",\"dockerRepository\":\"a\",\"config\":{\"publicFacing\":false,"
                        + "\"numInstances\":3,\"ports\":[{\"container\":1,\"host\":7000}],\"env\":{\"PAZ_VERSION\":\"1\"},\"volume\":{}}}";
        try (KeyValueStore store = KeyValueStore.open(data, Tables.ALL)) {
            store.write(new Batch().put(new Table("services"), "web".getBytes(UTF_8), stored.getBytes(UTF_8)));
        }
        try (Directory directory = Directory.start(data)) {
            assertThat(directory.get("/services/web").body()).isEqualTo("{\"doc\":" + stored + "}");
            assertThat(directory.patch("web", "{\"stopTimeoutSeconds\":2}").statusCode())
                    .isEqualTo(200);
            assertThat(directory
                            .patch("web", "{\"env\":{\"PAZ_VERSION\":\"2\"}}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void keepsWhatNarrowerRulesWouldRefuseNow() throws Exception {
        try (Directory directory = Directory.start(data)) {
            String body = "{\"name\":\"web\",\"dockerRepository\":\"a\",\"ports\":[{\"container\":1,\"host\":7000}]}";
            assertThat(directory.post(body).statusCode()).isEqualTo(201);
        }
        try (Directory directory = Directory.start(data, "--reserved-ports", "7000")) {
            assertThat(directory.patch("web", "{\"stopTimeoutSeconds\":2}").statusCode())
                    .isEqualTo(200);
            assertThat(directory
                            .patch("web", "{\"ports\":[{\"container\":2,\"host\":7000}]}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }
}
