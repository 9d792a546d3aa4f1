/** How a service runs: configuration, waiting, launch, and what every request's validation shares. */
@NullMarked
@CheckReturnValue
package dev.shippy.runtime;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
