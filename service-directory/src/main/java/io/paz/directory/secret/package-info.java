/** Secret variables: what stands for them in a configuration, and which a change keeps. */
@NullMarked
package io.paz.directory.secret;

import org.jspecify.annotations.NullMarked;
