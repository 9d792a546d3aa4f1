@NullMarked
@CheckReturnValue
package dev.shippy.email;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
