/**
 * What we stand on: nats-server, PostgreSQL, MongoDB and an SMTP inbox, found on this machine or installed into the
 * user's cache.
 *
 * <p>Everything here blocks: call it from a worker thread, never from an event loop. Every wait has a limit. Servers
 * listen on 127.0.0.1 only and end when this JVM ends, however it ends.
 */
@NullMarked
@CheckReturnValue
package dev.shippy.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
