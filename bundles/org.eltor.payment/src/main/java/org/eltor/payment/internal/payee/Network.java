package org.eltor.payment.internal.payee;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A Bitcoin network, as invoices and offers call it. */
public enum Network {
    /** The one whose coins are worth something. */
    BITCOIN("bc", "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"),
    /** Test networks 3 and 4. */
    TESTNET(
            "tb",
            "43497fd7f826957108f4a30fd9cec3aeba79972084e90ead01ea330900000000",
            "43f08bdab050e35b567c864b91f47f50ae725ae2de53bcfbbaf284da00000000"),
    /** The test network with signed blocks. */
    SIGNET("tbs", "f61eee3b63a380a477a063af32b2bbc97c9ff9f01f2c4225e973988108000000"),
    /** A network of one's own. */
    REGTEST("bcrt", "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f");

    private final String prefix;
    private final List<String> chains;

    Network(String prefix, String... chains) {
        this.prefix = prefix;
        this.chains = List.of(chains);
    }

    /** What follows {@code ln} in an invoice (BOLT 11). */
    static Optional<Network> ofPrefix(String prefix) {
        return Arrays.stream(values())
                .filter(network -> network.prefix.equals(prefix))
                .findFirst();
    }

    /**
     * The network of this name.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static Network named(String name) {
        return Arrays.stream(values())
                .filter(network -> network.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("network must be bitcoin, testnet, signet or regtest"));
    }

    /** The hashes by which offers know it (BOLT 0, {@code chain_hash}), in hex; the first is the usual one. */
    List<String> chains() {
        return chains;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
