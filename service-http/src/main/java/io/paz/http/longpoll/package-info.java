/** Callers that wait until an answer differs from the one that they know. */
@NullMarked
package io.paz.http.longpoll;

import org.jspecify.annotations.NullMarked;
