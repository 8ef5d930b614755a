/** Puts the host together from its options. */
@NullMarked
package io.paz.host.config;

import org.jspecify.annotations.NullMarked;
