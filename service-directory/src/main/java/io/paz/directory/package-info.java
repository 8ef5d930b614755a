/** The service directory: what services there are, and how the next deployment of each runs it. */
@NullMarked
package io.paz.directory;

import org.jspecify.annotations.NullMarked;
