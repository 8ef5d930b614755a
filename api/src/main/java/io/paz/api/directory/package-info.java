/** Documents of the service directory, as they travel over HTTP. */
@NullMarked
package io.paz.api.directory;

import org.jspecify.annotations.NullMarked;
