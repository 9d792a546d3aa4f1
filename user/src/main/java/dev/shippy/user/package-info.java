@NullMarked
@CheckReturnValue
package dev.shippy.user;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
