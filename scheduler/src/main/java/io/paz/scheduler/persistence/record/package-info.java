/** The stored records: what is on disk as JSON, apart from the domain, so that a change there changes no stored byte. */
@NullMarked
package io.paz.scheduler.persistence.record;

import org.jspecify.annotations.NullMarked;
