/** Delivers events of alarms to those who want to hear of them. */
@NullMarked
package io.paz.alarm.delivery;

import org.jspecify.annotations.NullMarked;
