/** Reads JSON strictly: real types, no unknown or doubled names, bounded depth. */
@NullMarked
package io.paz.http.json;

import org.jspecify.annotations.NullMarked;
