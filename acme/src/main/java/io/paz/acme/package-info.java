/** Decides which certificates to order from an ACME authority and when, and brings each order to its end. */
@NullMarked
package io.paz.acme;

import org.jspecify.annotations.NullMarked;
