package org.eltor.circuit.internal.session;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.SchedulingRequest;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.tor.TorControl;

/**
 * What the parts of a session share.
 *
 * @param loop the thread that runs all of it
 * @param settings what the user set
 * @param tor the control connection, for the whole session
 * @param payments the payer, for the whole session
 * @param services what is present when asked: directory and selector may come and go
 * @param board where it shows
 * @param random the only source of chance
 * @param strategy names the next circuit
 */
public record Context(
        EventLoop loop,
        CircuitSettings settings,
        TorControl tor,
        PaymentService payments,
        Supplier<Services> services,
        Board board,
        RandomGenerator random,
        Strategy strategy) {
    /** The strategy service that is present when asked, or round-robin's own rule where there is none. */
    @FunctionalInterface
    public interface Strategy {
        /** One of the request's candidates. */
        CircuitInfo next(SchedulingRequest request);
    }
}
