/** Commands about bookings. */
@NullMarked
@CheckReturnValue
package dev.shippy.cli.consignment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
