/** Speaks with HAProxy: its own check of a configuration, and the socket of its master process, through which its worker is changed while it runs. */
@NullMarked
package io.paz.haproxy.control;

import org.jspecify.annotations.NullMarked;
