/** The JSON document of a service, which is both what callers read and what is stored. */
@NullMarked
package io.paz.directory.document;

import org.jspecify.annotations.NullMarked;
