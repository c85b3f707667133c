package org.eltor.wallet.strike.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the factory PID {@code org.eltor.wallet.strike}. */
@ObjectClassDefinition(name = "Eltor wallet: Strike", description = "Pays from a Strike account.")
@interface StrikeWalletConfig {
    @AttributeDefinition(name = "Name", description = "Name in the ledger: unique, and the same after a restart.")
    String name() default "strike";

    @AttributeDefinition(name = "Ranking", description = "The wallet with the highest is preferred.")
    int service_ranking() default 0;

    @AttributeDefinition(name = "Default", description = "Preferred to all wallets that are not the default.")
    boolean default$() default false;

    @AttributeDefinition(name = "Address", description = "Of the API; http:// to this machine only.")
    String url() default "https://api.strike.me/v1";

    @AttributeDefinition(
            name = "API key",
            description = "Allows quotes, their execution, and reading payments and balances.",
            type = AttributeType.PASSWORD,
            required = false)
    String key() default "";

    @AttributeDefinition(name = "API key file", description = "File with it; its owner's alone.")
    String key_file() default "";

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
    long fee_base_msat() default 0;

    @AttributeDefinition(name = "Expected fee (ppm)", description = "In millionths of the amount, on top.", min = "0")
    int fee_ppm() default 5000;
}
