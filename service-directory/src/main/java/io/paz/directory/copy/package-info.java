/** What services take along into another environment. */
@NullMarked
package io.paz.directory.copy;

import org.jspecify.annotations.NullMarked;
