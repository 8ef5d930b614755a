/** Shows lines as JSON, as text, and as events that go on. */
@NullMarked
package io.paz.orchestrator.logs.web;

import org.jspecify.annotations.NullMarked;
