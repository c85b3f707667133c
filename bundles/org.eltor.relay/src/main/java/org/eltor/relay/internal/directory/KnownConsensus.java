package org.eltor.relay.internal.directory;

import java.time.Instant;

/**
 * The consensus that tor need not send again.
 *
 * @param validAfter when it came into force
 * @param microdescriptors whether tor worked with microdescriptors when it was asked for
 */
record KnownConsensus(Instant validAfter, boolean microdescriptors) {}
