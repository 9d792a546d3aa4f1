/** Servers in containers, from the images of compose.yaml. */
@NullMarked
@CheckReturnValue
package dev.shippy.containers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
