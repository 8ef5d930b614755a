/** Encryption at rest: what is stored secret is encrypted with the keys of a file that is kept apart from the data. */
@NullMarked
package io.paz.secret;

import org.jspecify.annotations.NullMarked;
