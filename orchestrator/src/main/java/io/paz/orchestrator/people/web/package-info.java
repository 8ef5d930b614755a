/** Serves the accounts of people. */
@NullMarked
package io.paz.orchestrator.people.web;

import org.jspecify.annotations.NullMarked;
