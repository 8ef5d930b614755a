/** Tests of the whole platform, started by its own command and spoken to over HTTP, as a user does. */
@NullMarked
package io.paz.test.platform;

import org.jspecify.annotations.NullMarked;
