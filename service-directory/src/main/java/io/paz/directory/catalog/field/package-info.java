/** Fields of a service and of its configuration, each valid from the moment it is made. */
@NullMarked
package io.paz.directory.catalog.field;

import org.jspecify.annotations.NullMarked;
