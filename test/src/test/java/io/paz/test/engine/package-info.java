/** What every cluster engine must do, shown on each of them. */
@NullMarked
package io.paz.test.engine;

import org.jspecify.annotations.NullMarked;
