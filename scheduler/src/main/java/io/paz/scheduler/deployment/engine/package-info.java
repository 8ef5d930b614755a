/** The port to the machinery that runs containers on hosts, cut above unit files. */
@NullMarked
package io.paz.scheduler.deployment.engine;

import org.jspecify.annotations.NullMarked;
