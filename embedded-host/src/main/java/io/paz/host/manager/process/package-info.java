/** Runs units' commands as processes that outlive the host, and finds them again. */
@NullMarked
package io.paz.host.manager.process;

import org.jspecify.annotations.NullMarked;
