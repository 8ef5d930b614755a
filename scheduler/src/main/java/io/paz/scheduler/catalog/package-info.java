/** The service directory as the scheduler needs it: definitions of services, and a port to read and change them. */
@NullMarked
package io.paz.scheduler.catalog;

import org.jspecify.annotations.NullMarked;
