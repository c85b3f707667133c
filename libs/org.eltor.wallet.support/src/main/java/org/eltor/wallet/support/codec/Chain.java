package org.eltor.wallet.support.codec;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A Bitcoin network, by the names and numbers that invoices, offers and wallets call it. */
public enum Chain {
    MAINNET("bc", Set.of("mainnet", "bitcoin"), "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"),
    TESTNET(
            "tb",
            Set.of("testnet", "testnet3", "testnet4"),
            "43497fd7f826957108f4a30fd9cec3aeba79972084e90ead01ea330900000000",
            "43f08bdab050e35b567c864b91f47f50ae725ae2de53bcfbbaf284da00000000"),
    SIGNET("tbs", Set.of("signet"), "f61eee3b63a380a477a063af32b2bbc97c9ff9f01f2c4225e973988108000000"),
    REGTEST("bcrt", Set.of("regtest"), "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f");

    private final String prefix;
    private final Set<String> names;
    private final Set<String> hashes;

    Chain(String prefix, Set<String> names, String... hashes) {
        this.prefix = prefix;
        this.names = names;
        this.hashes = Set.of(hashes);
    }

    /** Part of the human-readable prefix of a BOLT11 invoice. */
    public String prefix() {
        return prefix;
    }

    /** What wallets call it: {@code mainnet}, {@code bitcoin}. */
    public static Optional<Chain> named(String name) {
        return Arrays.stream(values())
                .filter(chain -> chain.names.contains(name))
                .findFirst();
    }

    /** @param hash the genesis block's hash as offers have it, in hex */
    boolean hasHash(String hash) {
        return hashes.contains(hash);
    }

    static Optional<Chain> prefixed(String prefix) {
        return Arrays.stream(values())
                .filter(chain -> chain.prefix.equals(prefix))
                .findFirst();
    }

    @Override
    public String toString() {
        return names.contains("mainnet") ? "mainnet" : name().toLowerCase(java.util.Locale.ROOT);
    }
}
