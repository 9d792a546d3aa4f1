/** Commands about vessels. */
@NullMarked
@CheckReturnValue
package dev.shippy.cli.vessel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
