package org.eltor.wallet.nwc.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the factory PID {@code org.eltor.wallet.nwc}. */
@ObjectClassDefinition(
        name = "Eltor wallet: Nostr Wallet Connect",
        description = "Pays from a wallet that speaks Nostr Wallet Connect (NIP-47).")
@interface NwcWalletConfig {
    @AttributeDefinition(name = "Name", description = "Name in the ledger: unique, and the same after a restart.")
    String name() default "nwc";

    @AttributeDefinition(name = "Ranking", description = "The wallet with the highest is preferred.")
    int service_ranking() default 0;

    @AttributeDefinition(name = "Default", description = "Preferred to all wallets that are not the default.")
    boolean default$() default false;

    @AttributeDefinition(
            name = "Connection",
            description = "nostr+walletconnect://…, with its secret, unless in the file.",
            type = AttributeType.PASSWORD,
            required = false)
    String connection() default "";

    @AttributeDefinition(name = "Connection file", description = "File with it; its owner's alone.")
    String connection_file() default "";

    @AttributeDefinition(name = "Encryption", description = "auto, nip44 or nip04; auto asks the wallet.")
    String encryption() default "auto";

    @AttributeDefinition(name = "Pinned certificate", description = "SHA-256 of the relay's certificate, in hex.")
    String tls_pin() default "";

    @AttributeDefinition(name = "Certificate file", description = "PEM with the relay's certificate or its issuer's.")
    String tls_certificate_file() default "";

    @AttributeDefinition(name = "Trust store", description = "PKCS12 or JKS file of trusted certificates.")
    String tls_truststore_file() default "";

    @AttributeDefinition(
            name = "Trust store password",
            description = "Opens the trust store.",
            type = AttributeType.PASSWORD,
            required = false)
    String tls_truststore_password() default "";

    @AttributeDefinition(name = "Query timeout (s)", description = "Limit of a question.", min = "1", max = "60")
    int timeout_query_seconds() default 10;

    @AttributeDefinition(name = "Payment timeout (s)", description = "Limit of a payment.", min = "10", max = "600")
    int timeout_payment_seconds() default 75;

    @AttributeDefinition(name = "Expected base fee (msat)", description = "Of each payment, for budgets.", min = "0")
    long fee_base_msat() default 1000;

    @AttributeDefinition(name = "Expected fee (ppm)", description = "In millionths of the amount, on top.", min = "0")
    int fee_ppm() default 5000;
}
