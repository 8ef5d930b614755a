/** Decides, purely, what has to happen on the machine so that it runs what is desired. */
@NullMarked
package io.paz.host.reconcile;

import org.jspecify.annotations.NullMarked;
