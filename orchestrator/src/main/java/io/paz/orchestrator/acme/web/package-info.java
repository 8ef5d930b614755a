/** The routes over public domains and their certificates. */
@NullMarked
package io.paz.orchestrator.acme.web;

import org.jspecify.annotations.NullMarked;
