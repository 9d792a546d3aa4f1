/** How tokens are verified. */
@NullMarked
@CheckReturnValue
package dev.shippy.runtime.token;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
