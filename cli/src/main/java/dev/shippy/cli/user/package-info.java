/** Commands about accounts. */
@NullMarked
@CheckReturnValue
package dev.shippy.cli.user;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
