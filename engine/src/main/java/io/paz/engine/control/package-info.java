/** The port through which an engine is told what to run, and says how that goes. */
@NullMarked
package io.paz.engine.control;

import org.jspecify.annotations.NullMarked;
