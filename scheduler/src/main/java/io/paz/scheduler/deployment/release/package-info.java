/** What is to run: one version of one service, image and configuration included. */
@NullMarked
package io.paz.scheduler.deployment.release;

import org.jspecify.annotations.NullMarked;
