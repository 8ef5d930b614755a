/** Rotation of the keys that encrypt what a service stores secret. */
@NullMarked
package io.paz.http.secret;

import org.jspecify.annotations.NullMarked;
