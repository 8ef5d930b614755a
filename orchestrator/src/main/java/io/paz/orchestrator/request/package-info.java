/** Says what became of each request that HAProxy took, and how each service answers. */
@NullMarked
package io.paz.orchestrator.request;

import org.jspecify.annotations.NullMarked;
