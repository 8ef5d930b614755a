/** A steady HTTP load that counts every request and hides no failure. */
@NullMarked
package io.paz.bench.load;

import org.jspecify.annotations.NullMarked;
