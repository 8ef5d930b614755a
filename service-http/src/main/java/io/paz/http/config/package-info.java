/** Wires the HTTP side that all services share. */
@NullMarked
package io.paz.http.config;

import org.jspecify.annotations.NullMarked;
