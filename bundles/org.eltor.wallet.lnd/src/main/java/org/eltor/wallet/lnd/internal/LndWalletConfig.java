package org.eltor.wallet.lnd.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the factory PID {@code org.eltor.wallet.lnd}. */
@ObjectClassDefinition(name = "Eltor wallet: LND", description = "Pays from an LND node over its REST interface.")
@interface LndWalletConfig {
    @AttributeDefinition(name = "Name", description = "Name in the ledger: unique, and the same after a restart.")
    String name() default "lnd";

    @AttributeDefinition(name = "Ranking", description = "The wallet with the highest is preferred.")
    int service_ranking() default 0;

    @AttributeDefinition(name = "Default", description = "Preferred to all wallets that are not the default.")
    boolean default$() default false;

    @AttributeDefinition(name = "Address", description = "Of its REST interface; http:// to this machine only.")
    String url() default "https://127.0.0.1:8080";

    @AttributeDefinition(
            name = "Macaroon",
            description = "In hex; allows offchain:write, offchain:read and info:read.",
            type = AttributeType.PASSWORD,
            required = false)
    String macaroon() default "";

    @AttributeDefinition(name = "Macaroon file", description = "File with it; its owner's alone.")
    String macaroon_file() default "";

    @AttributeDefinition(name = "Pinned certificate", description = "SHA-256 of the server's certificate, in hex.")
    String tls_pin() default "";

    @AttributeDefinition(name = "Certificate file", description = "PEM with the server's certificate or its issuer's.")
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
