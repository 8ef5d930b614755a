/** Health checks of containers at their own addresses. */
@NullMarked
package io.paz.announcer.check;

import org.jspecify.annotations.NullMarked;
