/** The platforms that somebody has signed in to. */
@NullMarked
package io.paz.cli.context;

import org.jspecify.annotations.NullMarked;
