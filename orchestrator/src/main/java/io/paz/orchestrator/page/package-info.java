/** Serves the web page. */
@NullMarked
package io.paz.orchestrator.page;

import org.jspecify.annotations.NullMarked;
