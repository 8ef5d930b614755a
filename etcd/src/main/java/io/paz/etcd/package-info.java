/** Keys of etcd: bounded calls, and live views of a prefix that heal themselves; the only package that knows jetcd. */
@NullMarked
package io.paz.etcd;

import org.jspecify.annotations.NullMarked;
