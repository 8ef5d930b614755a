/** Serves API tokens, and knows callers by them. */
@NullMarked
package io.paz.orchestrator.token.web;

import org.jspecify.annotations.NullMarked;
