/** Records who changed what, and who was refused. */
@NullMarked
package io.paz.http.audit;

import org.jspecify.annotations.NullMarked;
