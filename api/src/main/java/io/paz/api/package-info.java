/** The envelope and the error shape that all services of Paz answer with; plain Java, safe for clients to depend on. */
@NullMarked
package io.paz.api;

import org.jspecify.annotations.NullMarked;
