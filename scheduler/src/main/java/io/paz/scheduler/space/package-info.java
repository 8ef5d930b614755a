/** Room on disks: how much there is, and what could be removed. */
@NullMarked
package io.paz.scheduler.space;

import org.jspecify.annotations.NullMarked;
