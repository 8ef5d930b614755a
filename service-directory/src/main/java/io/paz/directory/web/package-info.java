/** The HTTP routes of the directory. */
@NullMarked
package io.paz.directory.web;

import org.jspecify.annotations.NullMarked;
