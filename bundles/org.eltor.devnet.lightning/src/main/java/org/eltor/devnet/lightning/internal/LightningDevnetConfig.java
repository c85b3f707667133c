package org.eltor.devnet.lightning.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@code org.eltor.devnet.lightning}. */
@ObjectClassDefinition(
        name = "Eltor development network, Lightning",
        description = "A real Lightning network on regtest inside the JVM. Its keys are no secret: never for money.")
@interface LightningDevnetConfig {
    @AttributeDefinition(name = "Network", description = "Must be regtest, whose coins are worth nothing.")
    String network() default "regtest";

    @AttributeDefinition(name = "Seed", description = "Decides the keys of all nodes.")
    long seed() default 1;

    @AttributeDefinition(
            name = "Balance (sat)",
            description = "What the payer's channel holds; one hundredth of it is reserve.",
            min = "20000",
            max = "16000000")
    long balance_sat() default 10_000_000;

    @AttributeDefinition(name = "Base fee (msat)", description = "What the hub takes for each payment.", min = "0")
    int fee_base_msat() default 10;

    @AttributeDefinition(name = "Fee (ppm)", description = "What it takes on top, in millionths.", min = "0")
    int fee_ppm() default 1000;

    @AttributeDefinition(
            name = "Tick (ms)",
            description = "A payee that is silent is given up after two ticks, and so are payments in a long queue.",
            min = "200")
    long tick_ms() default 10_000;

    @AttributeDefinition(
            name = "Storage directory",
            description = "Keeps the network over a restart. Empty: a new network each time.")
    String storage_directory() default "";
}
