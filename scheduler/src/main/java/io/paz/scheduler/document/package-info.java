/** Converts between domain objects and the documents of the HTTP APIs. */
@NullMarked
package io.paz.scheduler.document;

import org.jspecify.annotations.NullMarked;
