/** What every engine must do, as tests that run on each, and an engine in memory that passes them. */
@NullMarked
package io.paz.testing.engine;

import org.jspecify.annotations.NullMarked;
