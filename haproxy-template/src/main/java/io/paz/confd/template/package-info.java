/** The template language of confd: Go's text/template as far as confd's users need it, and confd's functions. */
@NullMarked
package io.paz.confd.template;

import org.jspecify.annotations.NullMarked;
