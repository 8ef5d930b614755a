/** Measures a running platform from outside, over HTTP and the commands that a person would use. */
@NullMarked
package io.paz.bench;

import org.jspecify.annotations.NullMarked;
