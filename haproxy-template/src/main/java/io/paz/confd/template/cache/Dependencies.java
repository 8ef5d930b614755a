package io.paz.confd.template.cache;

import io.paz.confd.template.value.KeyChanges;
import io.paz.confd.template.value.KeyListing;
import io.paz.confd.template.value.KeyReader;
import java.util.List;

/**
 * Everything that a part of a template has read outside itself and its variables.
 *
 * @param parts what the parts within it have read
 * @param readsFiles whether it depends on something beside keys, of which no change is noticed
 */
record Dependencies(List<String> keys, List<KeyListing> listings, List<Dependencies> parts, boolean readsFiles) {

    Dependencies {
        keys = List.copyOf(keys);
        listings = List.copyOf(listings);
        parts = List.copyOf(parts);
    }

    /** Whether the part would read the same after the changes. */
    boolean hold(KeyReader present, KeyChanges changes) {
        return !readsFiles
                && keys.stream().noneMatch(changes::contains)
                && listings.stream().allMatch(listing -> listing.holds(present, changes))
                && parts.stream().allMatch(part -> part.hold(present, changes));
    }
}
