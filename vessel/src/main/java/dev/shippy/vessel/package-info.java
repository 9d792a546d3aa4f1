/** The vessel service: vessels and their free room, in MongoDB. */
@NullMarked
@CheckReturnValue
package dev.shippy.vessel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
