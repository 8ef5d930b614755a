package io.paz.test.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paz.api.directory.ServiceConfiguration;
import io.paz.confd.resource.ConfFiles;
import io.paz.confd.resource.Renderer;
import io.paz.engine.ReleaseId;
import io.paz.scheduler.document.ConfigurationDocuments;
import io.paz.scheduler.etcd.RouteKeys;
import io.paz.scheduler.preview.ProxyLines;
import io.paz.scheduler.preview.ProxyLines.Line;
import io.paz.scheduler.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The lines that a preview shows are those that the template writes when the release serves. */
class PreviewedProxyLinesTest {

    private static final String HOST = "10.0.0.1";
    private static final String PORT = "\"ports\":[{\"container\":80";

    static Stream<Arguments> configurations() {
        return Stream.of(
                arguments("not checked", 2, false, PORT + "}]"),
                arguments("no instance", 0, false, PORT + "}],\"healthCheck\":{\"path\":\"/health\"}"),
                arguments(
                        "public, with domains and a path",
                        3,
                        true,
                        PORT + "}],\"domains\":[\"shop.example.com\",\"a.example.org\"],"
                                + "\"healthCheck\":{\"path\":\"/health?deep=1\"}"),
                arguments(
                        "every number of the health check",
                        1,
                        false,
                        PORT + "}],\"healthCheck\":{\"path\":\"/h\",\"intervalSeconds\":7,\"timeoutSeconds\":3,"
                                + "\"healthyAfter\":2,\"unhealthyAfter\":4}"),
                arguments(
                        "every word of the health check's request",
                        2,
                        false,
                        PORT + "}],\"healthCheck\":{\"path\":\"/h\",\"host\":\"app.example.com\",\"method\":\"HEAD\","
                                + "\"expectedStatus\":\"200-299,401\"}"),
                arguments("a fixed port", 1, false, PORT + ",\"host\":8088}]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void a_preview_shows_what_the_template_writes(
            String name, int instances, boolean publicFacing, String configuration) {
        Release release = release(publicFacing, configuration);
        List<Integer> numbers =
                Stream.iterate(1, number -> number + 1).limit(instances).toList();
        assertThat(ProxyLines.of(release, numbers)).containsExactlyInAnyOrderElementsOf(written(release, numbers));
    }

    private static Release release(boolean publicFacing, String configuration) {
        String whole = "{\"publicFacing\":" + publicFacing + ",\"numInstances\":1,\"env\":{},\"volume\":{},"
                + configuration + "}";
        ServiceConfiguration document = JsonMapper.shared().readValue(whole, ServiceConfiguration.class);
        return new Release(new ReleaseId("web", 4), null, "team/web", false, ConfigurationDocuments.read(document));
    }

    private static List<Line> written(Release release, List<Integer> instances) {
        SortedMap<String, String> keys = new TreeMap<>(RouteKeys.ofVersion(release));
        keys.putAll(RouteKeys.ofService(release));
        keys.put("/paz/config/hosts/" + HOST, "");
        Integer fixed = release.config().ports().get(0).host();
        instances.forEach(instance ->
                keys.put("/paz/services/web/4/" + instance, HOST + ":" + (fixed == null ? 40_000 + instance : fixed)));
        SortedMap<String, String> texts = new Renderer(ConfFiles.builtIn(), Map.of()).render(keys);
        List<Line> lines = new ArrayList<>();
        texts.forEach((file, text) -> text.lines()
                .map(String::strip)
                .filter(line -> !file.equals(ProxyLines.CONFIGURATION) || line.startsWith("server web-"))
                .map(line -> line.replace(HOST, "<host>").replaceAll(":400\\d\\d ", ":<port> "))
                .forEach(line -> lines.add(new Line(file, line))));
        return lines;
    }
}
