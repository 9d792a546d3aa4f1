/** Commands about the system as a whole: running it, looking at it. */
@NullMarked
@CheckReturnValue
package dev.shippy.cli.system;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
