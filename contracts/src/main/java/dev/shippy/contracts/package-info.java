/** What the services agree on: messages, rpcs, events, error codes, and who may what, as data. */
@NullMarked
@CheckReturnValue
package dev.shippy.contracts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
