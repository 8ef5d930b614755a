/** The meaning of a catalogued service: its fields, what they may be, and who owns a name, a domain or a host port. */
@NullMarked
package io.paz.directory.catalog;

import org.jspecify.annotations.NullMarked;
