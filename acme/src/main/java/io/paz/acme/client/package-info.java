/** Speaks to an ACME authority, with acme4j. */
@NullMarked
package io.paz.acme.client;

import org.jspecify.annotations.NullMarked;
