/** Brings a rendered configuration to HAProxy: compare, stage, check, rename, change or reload, and keep the last good one. */
@NullMarked
package io.paz.haproxy.publish;

import org.jspecify.annotations.NullMarked;
