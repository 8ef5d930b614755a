/** Parts that must say the same, compared without a running platform. */
@NullMarked
package io.paz.test.agreement;

import org.jspecify.annotations.NullMarked;
