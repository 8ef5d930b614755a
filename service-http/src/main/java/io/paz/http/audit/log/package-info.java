/** The audit log: a hash-chained sequence of records in append-only files, and its verification. */
@NullMarked
package io.paz.http.audit.log;

import org.jspecify.annotations.NullMarked;
