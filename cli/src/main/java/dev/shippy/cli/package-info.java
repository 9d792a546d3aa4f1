@NullMarked
@CheckReturnValue
package dev.shippy.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
