/** Health, metrics and OpenAPI routes. */
@NullMarked
package io.paz.http.status;

import org.jspecify.annotations.NullMarked;
