@NullMarked
@CheckReturnValue
package dev.shippy.runtime;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
