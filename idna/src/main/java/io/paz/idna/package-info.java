/** International host names. */
@NullMarked
package io.paz.idna;

import org.jspecify.annotations.NullMarked;
