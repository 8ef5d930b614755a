/** Sends notifications over HTTP and SMTP. */
@NullMarked
package io.paz.alarm.delivery.channel;

import org.jspecify.annotations.NullMarked;
