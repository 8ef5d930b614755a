/** Turns every failure into one status and one shape. */
@NullMarked
package io.paz.http.error;

import org.jspecify.annotations.NullMarked;
