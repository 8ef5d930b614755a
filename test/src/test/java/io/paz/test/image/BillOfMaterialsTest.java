package io.paz.test.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The platform's jar and the page say what they are made of, and under which licences. */
final class BillOfMaterialsTest {
    private static final Path JAR = Path.of("../standalone/target/paz-standalone.jar");
    private static final Path WEB_UI = Path.of("../web-ui");
    private static final String BILL = "META-INF/sbom/application.cdx.json";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    /** Spring Boot's packaging adds it after the dependencies were listed; it unpacks the jar. */
    private static final String UNPACKER = "spring-boot-jarmode-tools-";

    @Test
    void each_library_in_the_jar_is_listed_with_its_licence_and_hash() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            JsonNode components = components(jar);

            List<String> listed = new ArrayList<>();
            components.forEach(it -> listed.add(
                    it.path("name").stringValue() + "-" + it.path("version").stringValue() + classifier(it) + ".jar"));
            assertThat(listed).containsAll(libraries(jar));
            assertThat(components).allMatch(it -> !it.path("licenses").isEmpty(), "has a licence");
            assertThat(components).allMatch(it -> !it.path("hashes").isEmpty(), "has hashes");
        }
    }

    @Test
    void each_package_that_the_page_is_made_of_is_listed_with_its_licence() throws IOException {
        assumeTrue(Files.exists(WEB_UI.resolve("target/classes/io/paz/webui/index.html")), "the page is not built");
        ObjectMapper json = new ObjectMapper();
        JsonNode components = json.readTree(WEB_UI.resolve("target/classes/META-INF/sbom/page.cdx.json"))
                .path("components");

        List<String> listed = new ArrayList<>();
        components.forEach(
                it -> listed.add(it.path("group").asString("").transform(group -> group.isEmpty() ? "" : group + "/")
                        + it.path("name").asString() + " " + it.path("version").asString()));
        List<String> wanted = new ArrayList<>();
        json.readTree(WEB_UI.resolve("package.json"))
                .path("dependencies")
                .forEachEntry((name, version) -> wanted.add(name + " " + version.asString()));
        assertThat(listed).containsAll(wanted).noneMatch(name -> name.startsWith("vite "));
        assertThat(components).allMatch(it -> !it.path("licenses").isEmpty(), "has a licence");
    }

    private static JsonNode components(JarFile jar) throws IOException {
        try (InputStream bill = jar.getInputStream(jar.getEntry(BILL))) {
            return new ObjectMapper().readTree(bill).path("components");
        }
    }

    /** Native libraries differ by a classifier, which stands in the address of the package only. */
    private static String classifier(JsonNode component) {
        String address = component.path("purl").stringValue();
        int at = address.indexOf("classifier=");
        return at < 0
                ? ""
                : "-" + address.substring(at + "classifier=".length()).replaceFirst("&.*", "");
    }

    private static List<String> libraries(JarFile jar) {
        List<String> names = jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                .map(name -> name.substring(LIBRARIES.length()))
                .filter(name -> !name.startsWith(UNPACKER))
                .toList();
        assertThat(names).isNotEmpty();
        return names;
    }
}
