package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes' maps: what is in them, who has a route that two want, and that no key can slip anything into them. */
class RouteFilesTest {

    private static final String WEB = "/paz/config/services/web/";

    @TempDir
    Path folder;

    static Stream<String> badRoute() {
        return Stream.of(
                "",
                "www.example.com",
                "www.example.com /x strip - - more",
                "www.example.com /x  strip - -",
                "www.example.com /x drop - -",
                "www.example.com x strip - -",
                "www.example.com // strip - -",
                "www.example.com /x/ strip - - ",
                "www.example.com /x//y strip - -",
                "www.example.com /x/../y strip - -",
                "www.example.com /./x strip - -",
                "www.example.com /%2e strip - -",
                "www.example.com /x:y strip - -",
                "www.example.com /" + "x".repeat(256) + " strip - -",
                "WWW.example.com /x strip - -",
                "example /x strip - -",
                "web.paz /x strip - -",
                "demo-api.example.test /x strip - -",
                "paz-x.example.com /x strip - -",
                "shop.example.com / keep - -",
                "www.example.com /x keep 301 /new",
                "www.example.com /x keep 308 -new",
                "www.example.com /x keep 308 javascript:alert(1)",
                "www.example.com /x keep 308 javascript:x",
                "www.example.com /x keep 308 /new\r\nSet-Cookie:a",
                "www.example.com /x keep 308 /new|x",
                "www.example.com /x keep 308 /" + "x".repeat(1000),
                "www.example.com /x\nevil.example.com keep - -",
                "*\n /x keep 308 /new");
    }

    /** Who may write below one folder of etcd only wrote it. */
    @Test
    void leaves_out_a_key_whose_path_leads_to_another_folder() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        SortedMap<String, String> usual = HaproxyFilesTest.render(tree);
        tree.put("/paz/services/../config/domain", "evil.example");
        tree.put("/paz/services/x/../../config/services/web/routes/2", "www.example.com /x keep 308 /new");
        tree.put("/paz/services/web/./../../config/services/web/visibility", "internal");
        tree.put("/paz/services//web/9/9", "10.0.0.1:49999");
        tree.put("/paz/services/web/9/8/", "10.0.0.1:49998");
        assertThat(HaproxyFilesTest.render(tree)).isEqualTo(usual);
    }

    @Test
    void leaves_out_a_route_that_is_not_of_the_form() throws Exception {
        for (String bad : badRoute().toList()) {
            SortedMap<String, String> tree = Trees.usual();
            SortedMap<String, String> usual = HaproxyFilesTest.render(tree);
            tree.put(WEB + "routes/2", bad);
            assertThat(HaproxyFilesTest.render(tree)).as(bad).isEqualTo(usual);
        }
    }

    @Test
    void a_wildcard_stands_in_the_maps_without_its_star() {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/config/services/demo-api/domains/*.shop.example.com", "");
        tree.put(WEB + "domains/*.shop.example.com", "");
        SortedMap<String, String> files = HaproxyFilesTest.render(tree);

        assertThat(files.get("hosts-internal.map").lines()).contains(".shop.example.com demo-api");
        assertThat(files.get("hosts-public.map").lines()).contains(".shop.example.com demo-api");
        assertThat(files.get("hosts-internal.map")).doesNotContain("*", ".shop.example.com web");
        assertThat(files.get("routes-public.map"))
                .contains(".shop.example.com/old/ demo-api:/old:308+:https://new.example.com/shop\n");
    }

    @Test
    void gives_a_route_that_two_want_to_the_first_by_name() {
        SortedMap<String, String> tree = Trees.usual();
        tree.put(WEB + "routes/2", "www.example.com / keep - -");
        tree.put(WEB + "routes/3", "shop.example.com /old keep - -");
        assertThat(HaproxyFilesTest.render(tree)).isEqualTo(HaproxyFilesTest.render(Trees.usual()));
    }

    @Test
    void lets_no_internal_route_into_the_public_map_nor_a_public_one_behind_it() {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/config/services/asleep/routes/1", "www.example.com /cart keep - -");
        tree.put("/paz/config/services/demo-api/routes/3", "www.example.com /cart/x keep - -");
        SortedMap<String, String> files = HaproxyFilesTest.render(tree);
        assertThat(files.get("routes-internal.map")).contains("www.example.com/cart/ asleep:::");
        assertThat(files.get("routes-public.map"))
                .doesNotContain("asleep", "web:")
                .contains("www.example.com/cart/x/ demo-api:::");
    }

    @Test
    void haproxy_takes_the_longest_route_and_url() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put(WEB + "routes/2", "www.example.com /" + "x".repeat(254) + " strip 308 /" + "x".repeat(999));
        SortedMap<String, String> files = HaproxyFilesTest.render(tree);
        assertThat(files.get("routes-internal.map")).contains("x".repeat(999));
        HaproxyFilesTest.assertHaproxyTakes(folder, files);
    }
}
