/** Decides when a condition becomes an alarm and when that ends, and keeps both. */
@NullMarked
package io.paz.alarm;

import org.jspecify.annotations.NullMarked;
