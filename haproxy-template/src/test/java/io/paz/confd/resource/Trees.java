package io.paz.confd.resource;

import java.util.SortedMap;
import java.util.TreeMap;

/** Trees of keys for tests. */
final class Trees {

    private Trees() {}

    /** Two services, one public with two versions side by side, of which one has a health path, two of Paz's own parts, and one that has no instance. */
    static SortedMap<String, String> usual() {
        SortedMap<String, String> tree = new TreeMap<>();
        tree.put("/paz/config/domain", "example.test");
        tree.put("/paz/config/hosts/10.0.0.1", "");
        tree.put("/paz/config/hosts/10.0.0.2", "");
        tree.put("/paz/services/demo-api/1/1", "10.0.0.1:49153");
        tree.put("/paz/services/demo-api/1/2", "10.0.0.2:49153");
        tree.put("/paz/services/demo-api/2/1", "10.0.0.1:49154");
        tree.put("/paz/services/web/10/1", "10.0.0.2:80");
        tree.put("/paz/services/paz-orchestrator", "10.0.0.1:9000");
        tree.put("/paz/config/part-hosts/127.0.0.1", "");
        tree.put("/paz/services/paz-web", "127.0.0.1:9000");
        String demo = "/paz/config/services/demo-api/";
        tree.put(demo + "visibility", "public");
        tree.put(demo + "domains/shop.example.com", "");
        tree.put(demo + "versions/1/weight", "0");
        tree.put(demo + "versions/2/health-path", "/health?deep=1");
        tree.put(demo + "versions/2/health-interval", "5");
        tree.put(demo + "versions/2/health-timeout", "3");
        tree.put(demo + "versions/2/health-rise", "2");
        tree.put(demo + "versions/2/health-fall", "4");
        tree.put(demo + "routes/1", "www.example.com / keep - -");
        tree.put(demo + "routes/2", "* /old strip 308+ https://new.example.com/shop");
        tree.put("/paz/config/services/web/routes/1", "www.example.com /api/v1 strip - -");
        tree.put("/paz/config/services/web/versions/10/health-path", "/up");
        tree.put("/paz/config/services/asleep/visibility", "internal");
        return tree;
    }
}
