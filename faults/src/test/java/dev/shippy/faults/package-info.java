/** Tests of the whole system, each service in a process of its own, on real servers. */
@NullMarked
@CheckReturnValue
package dev.shippy.faults;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
