package org.eltor.wallet.simulated.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@code org.eltor.wallet.simulated}. */
@ObjectClassDefinition(
        name = "Eltor simulated wallet",
        description = "A Lightning network that moves no money, for development and tests.")
@interface SimulatedWalletConfig {
    @AttributeDefinition(name = "Name", description = "Name of the wallet in the ledger, the same after a restart.")
    String name() default "simulated";

    @AttributeDefinition(name = "Seed", description = "Decides everything that chance would.")
    long seed() default 1;

    @AttributeDefinition(name = "Balance (msat)", description = "What the wallet holds before its first payment.")
    long balance_msat() default 1_000_000_000;

    @AttributeDefinition(name = "Whole satoshi", description = "Knows only whole satoshi and rounds up, as phoenixd.")
    boolean whole_satoshi() default false;

    @AttributeDefinition(name = "Median latency (ms)", description = "Half of the payments settle faster. 0: at once.")
    long latency_median_ms() default 400;

    @AttributeDefinition(name = "99th percentile latency (ms)", description = "One payment in a hundred takes longer.")
    long latency_p99_ms() default 4000;

    @AttributeDefinition(name = "Failure ratio", description = "Share of attempts that fail definitely, 0 to 1.")
    double failure_ratio() default 0;

    @AttributeDefinition(
            name = "Hang ratio",
            description = "Share of calls that get no answer although the payment goes on, 0 to 1.")
    double hang_ratio() default 0;

    @AttributeDefinition(name = "Late ratio", description = "Share of payments answered as pending first, 0 to 1.")
    double late_ratio() default 0;

    @AttributeDefinition(name = "Lateness (ms)", description = "How much later those settle.")
    long late_ms() default 5000;

    @AttributeDefinition(name = "Base fee (msat)", description = "Fee of each payment.")
    long fee_base_msat() default 10;

    @AttributeDefinition(name = "Fee (ppm)", description = "Fee in millionths of the amount, on top of the base.")
    int fee_ppm() default 1000;

    @AttributeDefinition(name = "Lookup", description = "Whether it says what became of a payment.")
    boolean lookup() default true;

    @AttributeDefinition(
            name = "Storage file",
            description = "Journal that survives a crash. Empty keeps everything in memory.")
    String storage_file() default "";
}
