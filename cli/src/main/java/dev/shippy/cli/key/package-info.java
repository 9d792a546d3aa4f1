/** Commands about the keys that sign tokens. */
@NullMarked
@CheckReturnValue
package dev.shippy.cli.key;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
