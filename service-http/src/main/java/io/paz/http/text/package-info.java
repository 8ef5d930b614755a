/** Prepares text from elsewhere for where it is shown. */
@NullMarked
package io.paz.http.text;

import org.jspecify.annotations.NullMarked;
