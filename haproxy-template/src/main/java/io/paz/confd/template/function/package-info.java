/** Functions that a template may call: those of Go's text/template and those of confd. */
@NullMarked
package io.paz.confd.template.function;

import org.jspecify.annotations.NullMarked;
