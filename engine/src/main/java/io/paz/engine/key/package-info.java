/** Keys in etcd below {@code /paz/}: the only place that composes and parses them. */
@NullMarked
package io.paz.engine.key;

import org.jspecify.annotations.NullMarked;
