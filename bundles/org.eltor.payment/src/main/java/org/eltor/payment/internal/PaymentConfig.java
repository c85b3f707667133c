package org.eltor.payment.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@code org.eltor.payment}. */
@ObjectClassDefinition(name = "Eltor payments", description = "Budget, ledger and payment of relays.")
@interface PaymentConfig {
    @AttributeDefinition(
            name = "Ledger file",
            description = "Where payments are recorded; has to be on a local disk. Empty: eltor/payments.db in the"
                    + " data directory of Karaf.")
    String ledger_file() default "";

    @AttributeDefinition(
            name = "Database",
            description =
                    "Filter of a javax.sql.DataSource service of PostgreSQL, as in (dataSourceName=eltor), for nodes"
                            + " that share one ledger and one budget. The default takes none: the ledger is the file.")
    String datasource_target() default PaymentSettings.NO_DATABASE;

    @AttributeDefinition(
            name = "Node",
            description =
                    "Name of this node where a ledger is shared: 1 to 64 letters, digits, dots and dashes, the same"
                            + " after a restart, and no other node's.")
    String node_name() default "";

    @AttributeDefinition(
            name = "Limit of a circuit (msat)",
            description = "Most that one circuit may cost over its life with fees, equal is allowed. 0: tor's"
                    + " PaymentCircuitMaxFee, and 60000 where that is not set: relays ask 1000 msat an interval by"
                    + " default, which is 30000 for three relays and ten intervals, and as much again for fees."
                    + " eltord's 12000 cannot buy such a circuit.",
            min = "0")
    long circuit_max_msat() default 0;

    @AttributeDefinition(
            name = "Limit of an hour (msat)",
            description = "Most that all circuits together may cost in any hour, fees included. 0: no limit.",
            min = "0")
    long hour_max_msat() default 2_000_000;

    @AttributeDefinition(
            name = "Limit of a day (msat)",
            description = "Most that all circuits together may cost in any 24 hours, fees included. 0: no limit.",
            min = "0")
    long day_max_msat() default 20_000_000;

    @AttributeDefinition(
            name = "Limits of wallets (msat)",
            description =
                    "Most that a wallet may spend in any 24 hours, fees included, by its name, as in phoenixd=5000000,"
                            + " nwc=1000000. One that has reached its limit is passed over for the next. Empty: no limit.")
    String wallet_day_max_msat() default "";

    @AttributeDefinition(
            name = "Wallet timeout (s)",
            description = "A wallet that has not answered after this time is asked what became of the payment.",
            min = "1",
            max = "3600")
    int wallet_timeout_seconds() default 60;

    @AttributeDefinition(
            name = "Fee tolerance (%)",
            description = "Most that a payment may cost in fees, in percent of what its wallet expects.",
            min = "100",
            max = "10000")
    int fee_tolerance_percent() default 200;

    @AttributeDefinition(
            name = "Retention (days)",
            description = "Circuits that were closed longer ago are deleted from the ledger; what they cost stays in"
                    + " the totals. At least 2, since a day's budget has to know them. 0: nothing is deleted.",
            min = "0")
    int retention_days() default 90;

    @AttributeDefinition(
            name = "Network",
            description = "Bitcoin network of the wallets: bitcoin, testnet, signet or regtest. Offers and invoices of"
                    + " others are refused before a circuit is built. Empty: the wallets decide.")
    String network() default "";

    @AttributeDefinition(
            name = "SOCKS address of tor",
            description = "IP address and port, as in 127.0.0.1:9050. Names and links of relays are looked up through"
                    + " it, under a user name of their own each. Empty: tor is asked. An elTor daemon cannot look"
                    + " anything up: beside one, this has to be the port of a stock tor, else relays that have no"
                    + " more than a name or a link are not paid.")
    String socks_address() default "";

    @AttributeDefinition(
            name = "DNS resolver",
            description = "DNS over HTTPS (RFC 8484), as in https://resolver.example/dns-query, asked through tor for"
                    + " the names of relays (BIP 353). What it says is proven with DNSSEC from the root down. Empty:"
                    + " relays that have no more than a name are not paid.")
    String dns_resolver() default "";
}
