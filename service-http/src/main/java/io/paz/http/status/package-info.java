/** Tells how a service is: health, metrics, and the description of its API. */
@NullMarked
package io.paz.http.status;

import org.jspecify.annotations.NullMarked;
