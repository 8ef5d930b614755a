/** Certificates of public host names: their storage, and which of them serves which name. */
@NullMarked
package io.paz.orchestrator.certificate;

import org.jspecify.annotations.NullMarked;
