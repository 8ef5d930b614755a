package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is given for a proxy's address, and is none, changes nothing in HAProxy's files. */
class ProxiesInFrontTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1/33",
                "10.0.0.256",
                "10.0.0",
                "example.org",
                "10.0.0.1/",
                "10.0.0.1/8/8",
                "fd00:::1",
                "1:2:3",
                "a;b"
            })
    void badProxyInFront(String proxy) throws Exception {
        for (String variable : List.of("PAZ_HAPROXY_TRUSTED_PROXIES", "PAZ_HAPROXY_PROXY_PROTOCOL")) {
            SortedMap<String, String> rendered =
                    new Renderer(ConfFiles.builtIn(), Map.of(variable, proxy)).render(Trees.usual());
            assertThat(rendered.get("haproxy.cfg")).contains("# skipped: 1 proxies in front");
            assertThat(HaproxyFilesTest.lines(rendered.get("haproxy.cfg")))
                    .isEqualTo(HaproxyFilesTest.lines(
                            HaproxyFilesTest.render(Trees.usual()).get("haproxy.cfg")));
            HaproxyFilesTest.assertHaproxyTakes(folder, rendered);
        }
    }
}
