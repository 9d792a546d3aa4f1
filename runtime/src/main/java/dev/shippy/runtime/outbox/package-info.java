/** Tells events that a store has kept since the write that made them true, at least once and in their order. */
@NullMarked
@CheckReturnValue
package dev.shippy.runtime.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
