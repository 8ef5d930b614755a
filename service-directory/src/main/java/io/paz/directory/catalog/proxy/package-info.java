/** What HAProxy does with the requests of a service beside routing them. */
@NullMarked
package io.paz.directory.catalog.proxy;

import org.jspecify.annotations.NullMarked;
