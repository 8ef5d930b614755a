/** Values of a template: the keys it reads, Go's conversions, formats, paths and quotes. */
@NullMarked
package io.paz.confd.template.value;

import org.jspecify.annotations.NullMarked;
