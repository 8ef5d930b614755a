package io.paz.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtcdKeysTest {

    private static final ReleaseId WEB = new ReleaseId("web-2", 3);

    @Test
    void keys_are_those_of_the_architecture() {
        assertThat(AnnouncementKeys.of(WEB.instance(4))).isEqualTo("/paz/services/web-2/3/4");
        assertThat(AnnouncementKeys.folder(WEB)).isEqualTo("/paz/services/web-2/3/");
        assertThat(AnnouncementKeys.folder("web")).isEqualTo("/paz/services/web/");
        assertThat(AnnouncementKeys.ofPart("paz-web")).isEqualTo("/paz/services/paz-web");
        assertThat(ConfigKeys.host("10.0.0.1")).isEqualTo("/paz/config/hosts/10.0.0.1");
        assertThat(ConfigKeys.partHost("127.0.0.1")).isEqualTo("/paz/config/part-hosts/127.0.0.1");
        assertThat(ConfigKeys.announcer("10.0.0.1")).isEqualTo("/paz/config/announcers/10.0.0.1");
        assertThat(ConfigKeys.DOMAIN).isEqualTo("/paz/config/domain");
        assertThat(ConfigKeys.visibility("web")).isEqualTo("/paz/config/services/web/visibility");
        assertThat(ConfigKeys.responseTimeout("web")).isEqualTo("/paz/config/services/web/response-timeout");
        assertThat(ConfigKeys.httpsRedirect("web")).isEqualTo("/paz/config/services/web/https-redirect");
        assertThat(ConfigKeys.hsts("web")).isEqualTo("/paz/config/services/web/hsts");
        assertThat(ConfigKeys.proxy("web")).isEqualTo("/paz/config/services/web/proxy/");
        assertThat(ConfigKeys.domains("web")).isEqualTo("/paz/config/services/web/domains/");
        assertThat(Stream.of(VersionSetting.values()).map(setting -> ConfigKeys.of(WEB, setting)))
                .allMatch(key -> key.startsWith("/paz/config/services/web-2/versions/3/"))
                .contains(
                        "/paz/config/services/web-2/versions/3/weight",
                        "/paz/config/services/web-2/versions/3/health-path");
    }

    @Test
    void what_is_composed_is_parsed_again() {
        InstanceId id = WEB.instance(4);
        String key = AnnouncementKeys.of(id);
        assertThat(AnnouncementKeys.parse(key)).contains(id);
        assertThat(AnnouncementKeys.isInstance(key)).isTrue();
        assertThat(AnnouncementKeys.releaseOf(key)).contains(WEB);
        assertThat(ConfigKeys.releaseOf(ConfigKeys.of(WEB, VersionSetting.WEIGHT)))
                .contains(WEB);
        for (VersionSetting setting : VersionSetting.values()) {
            assertThat(VersionSetting.of(setting.key())).contains(setting);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/paz/services/web",
                "/paz/services/web/1",
                "/paz/services/web/1/",
                "/paz/services/web/0/1",
                "/paz/services/web/1/01",
                "/paz/services/Web/1/1",
                "/paz/services/web/1/1/1",
                "/paz/services/web/1234567890/1",
                " /paz/services/web/1/1",
                "/paz/services/web/1/1\n",
                "/paz/config/services/web/versions/1/weight"
            })
    void other_texts_are_no_key_of_an_instance(String text) {
        assertThat(AnnouncementKeys.parse(text)).isEmpty();
        assertThat(AnnouncementKeys.isInstance(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/paz/config/services/web/visibility",
                "/paz/config/services/web/versions/1",
                "/paz/config/services/web/versions/0/weight",
                "/paz/services/web/1/1"
            })
    void other_keys_lie_below_no_version(String key) {
        assertThat(ConfigKeys.releaseOf(key)).isEmpty();
        assertThat(VersionSetting.of(key)).isEmpty();
    }
}
