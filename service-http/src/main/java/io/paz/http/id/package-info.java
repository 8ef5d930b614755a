/** The id of a request, from its header to every line of the log and every call that follows from it. */
@NullMarked
package io.paz.http.id;

import org.jspecify.annotations.NullMarked;
