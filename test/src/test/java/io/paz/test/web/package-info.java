/** The web page in a real browser. */
@NullMarked
package io.paz.test.web;

import org.jspecify.annotations.NullMarked;
