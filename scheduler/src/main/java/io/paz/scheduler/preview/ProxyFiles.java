package io.paz.scheduler.preview;

import java.util.SortedMap;

/** Port to the template of the load balancer's files, which several threads may ask at once. */
public interface ProxyFiles {

    /** Returns the text of each file, by its name, as the keys in etcd have it. */
    SortedMap<String, String> render(SortedMap<String, String> keys);
}
