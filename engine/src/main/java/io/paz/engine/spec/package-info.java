/** What an engine is to run. */
@NullMarked
package io.paz.engine.spec;

import org.jspecify.annotations.NullMarked;
