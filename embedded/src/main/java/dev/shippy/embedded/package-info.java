/**
 * What we stand on: nats-server, PostgreSQL, a MongoDB-compatible store and an SMTP inbox, started without installing
 * anything.
 *
 * <p>Everything here blocks: call it from a worker thread, never from an event loop. Every wait has a limit. Servers
 * listen on 127.0.0.1 only and end when this JVM ends, however it ends.
 */
@NullMarked
@CheckReturnValue
package dev.shippy.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
