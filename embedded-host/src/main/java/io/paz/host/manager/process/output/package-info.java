/** Takes what processes of units print from files to the journal, fairly between units and never faster than it is kept. */
@NullMarked
package io.paz.host.manager.process.output;

import org.jspecify.annotations.NullMarked;
