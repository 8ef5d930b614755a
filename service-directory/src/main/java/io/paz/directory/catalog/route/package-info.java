/** Routes of a service: hosts and paths whose requests it gets or redirects. */
@NullMarked
package io.paz.directory.catalog.route;

import org.jspecify.annotations.NullMarked;
