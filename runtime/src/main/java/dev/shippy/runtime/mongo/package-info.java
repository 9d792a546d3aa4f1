/** MongoDB: one bounded client a service, with a time limit on every operation and its errors translated in one place. */
@NullMarked
@CheckReturnValue
package dev.shippy.runtime.mongo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
