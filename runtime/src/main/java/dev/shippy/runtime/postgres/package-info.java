/** PostgreSQL for a service: connection settings, timeouts, migrations, and the one translation of the driver's errors. */
@NullMarked
@CheckReturnValue
package dev.shippy.runtime.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
