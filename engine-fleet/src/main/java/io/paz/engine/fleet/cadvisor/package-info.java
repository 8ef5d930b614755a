/** The parts of cAdvisor's REST API v1.3 that are used: containers, what they use, and the machine. */
@NullMarked
package io.paz.engine.fleet.cadvisor;

import org.jspecify.annotations.NullMarked;
