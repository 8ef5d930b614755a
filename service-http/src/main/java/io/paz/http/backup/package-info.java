/** Backups of a service's data: taken while it runs, put back before it starts. */
@NullMarked
package io.paz.http.backup;

import org.jspecify.annotations.NullMarked;
