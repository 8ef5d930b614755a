/** Keeps what the parts of a template made last, with what they had read, so that only parts that read something else are rendered again. */
@NullMarked
package io.paz.confd.template.cache;

import org.jspecify.annotations.NullMarked;
