@NullMarked
@CheckReturnValue
package dev.shippy.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
