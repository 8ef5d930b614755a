/** The routes. */
@NullMarked
package io.paz.orchestrator.web;

import org.jspecify.annotations.NullMarked;
