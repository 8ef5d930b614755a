/** The rules of docs/architecture.md that a compiler does not keep. */
@NullMarked
package io.paz.test.architecture;

import org.jspecify.annotations.NullMarked;
