package org.eltor.wallet.phoenixd.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the factory PID {@code org.eltor.wallet.phoenixd}. */
@ObjectClassDefinition(name = "Eltor wallet: phoenixd", description = "Pays from a phoenixd.")
@interface PhoenixdWalletConfig {
    @AttributeDefinition(name = "Name", description = "Name in the ledger: unique, and the same after a restart.")
    String name() default "phoenixd";

    @AttributeDefinition(name = "Ranking", description = "The wallet with the highest is preferred.")
    int service_ranking() default 0;

    @AttributeDefinition(name = "Default", description = "Preferred to all wallets that are not the default.")
    boolean default$() default false;

    @AttributeDefinition(name = "Address", description = "Of phoenixd; http:// to this machine only.")
    String url() default "http://127.0.0.1:9740";

    @AttributeDefinition(
            name = "Password",
            description = "The full http-password of phoenix.conf, unless in the file.",
            type = AttributeType.PASSWORD,
            required = false)
    String password() default "";

    @AttributeDefinition(name = "Password file", description = "File with the password; its owner's alone.")
    String password_file() default "";

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
}
