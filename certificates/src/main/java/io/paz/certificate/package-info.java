/** Certificates of web servers: chains with their private keys, checked, and the host names that they are for. */
@NullMarked
package io.paz.certificate;

import org.jspecify.annotations.NullMarked;
