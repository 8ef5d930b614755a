/** Decides who may do what, in one place. */
@NullMarked
package io.paz.http.access;

import org.jspecify.annotations.NullMarked;
