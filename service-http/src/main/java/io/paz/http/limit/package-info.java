/** Refuses requests that are too large before anything else looks at them. */
@NullMarked
package io.paz.http.limit;

import org.jspecify.annotations.NullMarked;
