/** Configuration as code: {@code paz.yml}, what it would change on a platform, and changing it. */
@NullMarked
package io.paz.cli.manifest;

import org.jspecify.annotations.NullMarked;
