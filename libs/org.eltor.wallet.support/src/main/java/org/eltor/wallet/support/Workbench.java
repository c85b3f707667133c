package org.eltor.wallet.support;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What a backend is given to work with.
 *
 * @param executor carries its requests and timeouts; its threads are the wallet's
 * @param clock the time
 * @param refused is told when the wallet refuses our credentials, in one line without secrets
 * @param journal where it may keep a {@link PaymentJournal}
 */
public record Workbench(ScheduledExecutorService executor, Clock clock, Consumer<String> refused, Path journal) {}
