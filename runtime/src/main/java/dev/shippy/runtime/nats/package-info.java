/** How services and people talk over NATS. The only package that knows the NATS client. */
@NullMarked
@CheckReturnValue
package dev.shippy.runtime.nats;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
