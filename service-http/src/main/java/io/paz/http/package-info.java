/** Starts a service of Paz as one Spring application with the HTTP side that all of them share. */
@NullMarked
package io.paz.http;

import org.jspecify.annotations.NullMarked;
