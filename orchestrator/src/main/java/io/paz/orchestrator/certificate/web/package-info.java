/** Certificates over HTTP. */
@NullMarked
package io.paz.orchestrator.certificate.web;

import org.jspecify.annotations.NullMarked;
