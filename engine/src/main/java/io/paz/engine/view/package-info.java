/** The ports through which an engine is read without blocking: what runs where, what it printed, and what it uses. */
@NullMarked
package io.paz.engine.view;

import org.jspecify.annotations.NullMarked;
