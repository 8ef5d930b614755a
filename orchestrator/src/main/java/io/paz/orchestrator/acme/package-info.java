/** Certificates of an ACME authority for public domains: which domains, where challenges are answered, and what is known of each. */
@NullMarked
package io.paz.orchestrator.acme;

import org.jspecify.annotations.NullMarked;
