package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.directory.catalog.ServiceConfig;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.document.ConfigurationFields;
import io.paz.directory.document.DocumentCodec;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/** A body is the configuration of a service, which is stored and read again as it is, or refused with a reason. */
class ServiceBodyFuzzTest {

    private static final JsonMapper MAPPER = StrictJson.mapper();
    private static final StrictJson JSON = new StrictJson(MAPPER);
    private static final DocumentCodec CODEC = new DocumentCodec(MAPPER);

    @DictionaryFile(resourcePath = "/io/paz/fuzz/json.dict")
    @FuzzTest
    void a_body_is_a_configuration_or_refused(byte[] input) {
        ServiceConfig config;
        try {
            config = JSON.read(input, ConfigurationFields.class).toConfig();
        } catch (ApiException refused) {
            assertThat(refused.status().value()).isEqualTo(400);
            return;
        } catch (InvalidFieldException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        byte[] document = MAPPER.writeValueAsBytes(CODEC.toDocument(config));
        assertThat(JSON.read(document, ConfigurationFields.class).toConfig()).isEqualTo(config);
    }
}
