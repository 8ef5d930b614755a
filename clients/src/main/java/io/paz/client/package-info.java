/** Reactive HTTP clients of Paz's services and of HAProxy, none of which blocks, and what they answer. */
@NullMarked
package io.paz.client;

import org.jspecify.annotations.NullMarked;
