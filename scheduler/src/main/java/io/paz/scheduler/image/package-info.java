/** Resolves image names to what a version runs: tags, digests, and image ids of hosts. */
@NullMarked
package io.paz.scheduler.image;

import org.jspecify.annotations.NullMarked;
