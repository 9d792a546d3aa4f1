@NullMarked
@CheckReturnValue
package dev.shippy.consignment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
