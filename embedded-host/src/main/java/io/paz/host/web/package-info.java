/** The fleet API v1 and the journal over HTTP, as the real ones answer. */
@NullMarked
package io.paz.host.web;

import org.jspecify.annotations.NullMarked;
