/** Speaks with HAProxy: its own check of a configuration, and the socket of its master process. */
@NullMarked
package io.paz.haproxy.control;

import org.jspecify.annotations.NullMarked;
