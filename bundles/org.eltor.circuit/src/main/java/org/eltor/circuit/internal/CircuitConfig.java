package org.eltor.circuit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The PID {@code org.eltor.circuit}. A change builds the manager anew: sessions that run are stopped. */
@ObjectClassDefinition(name = "eltor circuit manager", description = "Pool of paid circuits, rounds and streams")
@interface CircuitConfig {
    @AttributeDefinition(name = "Circuits", description = "Circuits kept open and paid at once.", min = "1", max = "8")
    int circuits() default 2;

    @AttributeDefinition(
            name = "Most circuits",
            description = "Circuits at once where streams that must not share one need more than that.",
            min = "1",
            max = "16")
    int circuits_max() default 4;

    @AttributeDefinition(
            name = "Rounds",
            description = "Rounds of a session; 0 takes the environment's PAYMENT_INTERVAL_ROUNDS, or 10.",
            min = "0",
            max = "10000")
    int rounds() default 0;

    @AttributeDefinition(
            name = "Longest interval (s)",
            description = "Longest paid interval, whatever relays announce: they audit every 60 s.",
            min = "1",
            max = "60")
    int interval_max_seconds() default 60;

    @AttributeDefinition(name = "Build timeout (s)", description = "Time for a circuit to be built.", min = "1")
    int build_timeout_seconds() default 30;

    @AttributeDefinition(name = "Ports", description = "Ports that every exit must let through.")
    int[] ports() default {80, 443};

    @AttributeDefinition(name = "Stream limit", description = "Streams of one circuit; a warning comes at 80 %.")
    int stream_limit() default 256;

    @AttributeDefinition(
            name = "Stickiness",
            description = "Whether streams to one destination stay on one circuit, or strictly alternate.",
            options = {@Option("destination"), @Option("none")})
    String stickiness() default "destination";

    @AttributeDefinition(name = "SOCKS timeout (s)", description = "How long a stream may wait for a circuit.")
    int socks_timeout_seconds() default 30;

    @AttributeDefinition(
            name = "Allow unpaid",
            description = "Whether tor may carry streams over circuits of its own while no paid one is there.")
    boolean allow_unpaid() default false;

    @AttributeDefinition(
            name = "Probe target",
            description = "host:port that accepts connections, for probing silent circuits; empty: judged by traffic.")
    String probe_target() default "";

    @AttributeDefinition(name = "SOCKS address", description = "host:port of tor's SOCKS port; empty asks tor.")
    String socks_address() default "";

    @AttributeDefinition(name = "Auto start", description = "Whether to build and pay circuits without eltor:start.")
    boolean auto_start() default false;
}
