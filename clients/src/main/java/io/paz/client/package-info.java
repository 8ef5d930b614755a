/** Reactive HTTP clients of Paz's services, of fleet and of the hosts' journals, none of which blocks, and what they answer. */
@NullMarked
package io.paz.client;

import org.jspecify.annotations.NullMarked;
