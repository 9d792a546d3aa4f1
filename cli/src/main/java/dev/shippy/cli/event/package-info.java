/** Commands about what has happened: events, their replay, and the dead letters of who could not handle them. */
@NullMarked
@CheckReturnValue
package dev.shippy.cli.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
