/** Commands that measure: how many calls a system answers, how quickly, and at what cost. */
@NullMarked
@CheckReturnValue
package dev.shippy.cli.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
