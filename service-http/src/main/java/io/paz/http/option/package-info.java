/** The options of a service: where their values come from, what they may be, and how they are explained. */
@NullMarked
package io.paz.http.option;

import org.jspecify.annotations.NullMarked;
