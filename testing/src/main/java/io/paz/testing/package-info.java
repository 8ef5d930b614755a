/** What the tests of several modules share: real parts, clocks, waiting. */
@NullMarked
package io.paz.testing;

import org.jspecify.annotations.NullMarked;
