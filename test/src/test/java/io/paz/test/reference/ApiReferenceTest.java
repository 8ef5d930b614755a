package io.paz.test.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/api} is what the services say; with {@code PAZ_WRITE_REFERENCE} set it is written anew. */
final class ApiReferenceTest {

    /** A service's name, and the resource that it hands out. */
    private record Service(String name, String resource) {}

    private static final List<Service> SERVICES = List.of(
            new Service("orchestrator", "/io/paz/orchestrator/config/openapi.yaml"),
            new Service("scheduler", "/io/paz/scheduler/config/openapi.yaml"),
            new Service("service-directory", "/io/paz/directory/config/openapi.yaml"));

    private static List<Service> services() {
        return SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void the_reference_is_what_the_service_says(Service service) throws IOException {
        String made = ApiReference.of(Files.readString(source(service)));
        Path page = Platform.ROOT.resolve("docs/api/" + service.name() + ".md");
        if (System.getenv("PAZ_WRITE_REFERENCE") != null) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, made);
        }
        assertThat(page)
                .as("run this test with PAZ_WRITE_REFERENCE=1 to write it anew")
                .hasContent(made);
    }

    private static Path source(Service service) {
        return Platform.ROOT.resolve(service.name() + "/src/main/resources" + service.resource());
    }

    @Test
    void a_page_has_routes_parameters_answers_and_fields() {
        assertThat(ApiReference.of("""
                        openapi: 3.1.0
                        info: {title: A service, description: What it does.}
                        paths:
                          /things/{id}:
                            get:
                              summary: One thing
                              parameters:
                                - {name: id, in: path, schema: {type: integer, minimum: 1}, description: its | number}
                              responses:
                                "200": {description: The thing, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
                                "401": {$ref: "#/components/responses/Failure"}
                                "404": {$ref: "#/components/responses/Failure"}
                        components:
                          schemas:
                            Thing:
                              type: object
                              required: [parts]
                              properties:
                                parts: {type: array, items: {type: object, required: [a], properties: {a: {type: string}}}}
                                kind: {enum: [one, two], description: which}
                        """)).isEqualTo("""
                        # A service

                        Made from the service's own `openapi.yaml`; changes made here are lost.

                        What it does.

                        ## `GET /things/{id}`

                        One thing

                        | parameter | in | type |  |
                        |---|---|---|---|
                        | `id` | path | integer from 1 | its \\| number |

                        | status | answer |  |
                        |---|---|---|
                        | 200 | `application/json` [Thing](#thing) | The thing |
                        | 401, 404 | [Failure](#failure) |  |

                        # Schemas

                        ## Thing

                        | field | type |  |
                        |---|---|---|
                        | `parts` | list of object |  |
                        | `parts.a` | string |  |
                        | `kind` | `one`, `two` | May be absent. which |
                        """);
    }
}
