/** The embedded confd: watches etcd and keeps HAProxy's configuration equal to what its keys say. */
@NullMarked
package io.paz.haproxy;

import org.jspecify.annotations.NullMarked;
