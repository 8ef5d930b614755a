package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import io.paz.scheduler.hook.Delivery;
import io.paz.scheduler.hook.HookSource;
import io.paz.scheduler.hook.payload.HookPayloads;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A payload of any source is read, or refused with a reason. */
class HookPayloadFuzzTest {

    private static final StrictJson JSON = new StrictJson(StrictJson.mapper());
    private static final List<String> EVENTS = List.of("push", "package", "registry_package", "workflow_run", "?");

    @DictionaryFile(resourcePath = "/io/paz/fuzz/json.dict")
    @FuzzTest
    void a_payload_is_read_or_refused(byte[] input) {
        try {
            JsonNode payload = JSON.tree(input);
            for (HookSource source : HookSource.values()) {
                EVENTS.forEach(event -> read(source, event, input, payload));
            }
        } catch (ApiException refused) {
            assertThat(refused.status().value()).isEqualTo(400);
        }
    }

    private static void read(HookSource source, String event, byte[] body, JsonNode payload) {
        Map<String, List<String>> headers = Map.of("x-github-event", List.of(event), "x-gitea-event", List.of(event));
        try {
            assertThat(HookPayloads.read(source, new Delivery(headers, body, null), payload))
                    .isNotNull();
        } catch (DeploymentRefusedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
