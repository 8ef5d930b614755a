/** What a version takes along from one environment into another, and how two environments differ. */
@NullMarked
package io.paz.scheduler.promotion;

import org.jspecify.annotations.NullMarked;
