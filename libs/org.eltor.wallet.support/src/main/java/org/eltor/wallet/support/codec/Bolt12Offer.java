package org.eltor.wallet.support.codec;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * A BOLT12 offer as its payer must see it.
 *
 * @param chainHashes the networks that it may be paid on, as hashes in hex
 * @param amount what is asked; empty leaves it to the payer
 * @param expiresAt not to be paid from then on; empty for ever
 * @param cutsNotes the payee's wallet keeps less than 64 bytes of the payer's note, because the offer has a description
 */
public record Bolt12Offer(
        Set<String> chainHashes, Optional<MilliSatoshi> amount, Optional<Instant> expiresAt, boolean cutsNotes) {
    private static final long CHAINS = 2;
    private static final long METADATA = 4;
    private static final long CURRENCY = 6;
    private static final long AMOUNT = 8;
    private static final long DESCRIPTION = 10;
    private static final long FEATURES = 12;
    private static final long EXPIRY = 14;
    private static final long PATHS = 16;
    private static final long ISSUER = 18;
    private static final long QUANTITY = 20;
    private static final long ISSUER_ID = 22;
    private static final Set<Long> KNOWN = new HashSet<>(List.of(
            CHAINS, METADATA, CURRENCY, AMOUNT, DESCRIPTION, FEATURES, EXPIRY, PATHS, ISSUER, QUANTITY, ISSUER_ID));
    private static final String MAINNET = "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000";
    /** Node id of the service behind every phoenixd: its offers lead there first. */
    private static final String ACINQ = "03864ef025fde8fb587d989186ce6a4a186895ee44a926bfc370e2c366597a3f8f";

    private static final int HASH = 32;
    private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

    /** @throws CodecException when {@code text} is not an offer that can be paid; the message completes "the offer …" */
    public static Bolt12Offer parse(String text) throws CodecException {
        Bech32.Decoded decoded = Bech32.withoutChecksum(text);
        if (!decoded.prefix().equals("lno")) {
            throw new CodecException("its prefix is not an offer's");
        }
        TlvStream fields = TlvStream.parse(Bech32.bytes(decoded.groups()));
        fields.demandWithin(1, 79, 1_000_000_000, 1_999_999_999);
        fields.demandKnown(KNOWN);
        if (fields.has(CURRENCY)) {
            throw new CodecException("it asks for a foreign currency");
        }
        if (fields.has(QUANTITY)) {
            throw new CodecException("it asks for a quantity");
        }
        if (!fields.has(PATHS) && !fields.has(ISSUER_ID)) {
            throw new CodecException("it names nobody to pay");
        }
        fields.demandNoEvenBit(FEATURES);
        Optional<byte[]> paths = fields.bytes(PATHS);
        if (paths.isPresent()) {
            BlindedPaths.check(paths.get());
        }
        fields.hex(ISSUER_ID, 33);
        fields.text(ISSUER);
        if (fields.number(AMOUNT).filter(amount -> amount == 0).isPresent()) {
            throw new CodecException("it asks for nothing");
        }
        if (fields.has(AMOUNT) && !fields.has(DESCRIPTION)) {
            throw new CodecException("it has an amount and no description");
        }
        return new Bolt12Offer(
                chains(fields),
                fields.number(AMOUNT).map(MilliSatoshi::of),
                fields.number(EXPIRY).map(second -> Instant.ofEpochSecond(Math.min(second, LAST_SECOND))),
                cutsNotes(fields));
    }

    /** Whether it can be paid on {@code chain}. */
    public boolean isFor(Chain chain) {
        return chainHashes.stream().anyMatch(chain::hasHash);
    }

    private static Set<String> chains(TlvStream fields) throws CodecException {
        Optional<byte[]> listed = fields.bytes(CHAINS);
        if (listed.isEmpty()) {
            return Set.of(MAINNET);
        }
        byte[] bytes = listed.get();
        if (bytes.length == 0 || bytes.length % HASH != 0) {
            throw new CodecException("its list of networks is malformed");
        }
        Set<String> result = new LinkedHashSet<>();
        for (int i = 0; i < bytes.length; i += HASH) {
            result.add(HexFormat.of().formatHex(Arrays.copyOfRange(bytes, i, i + HASH)));
        }
        return Set.copyOf(result);
    }

    private static boolean cutsNotes(TlvStream fields) throws CodecException {
        boolean described =
                fields.text(DESCRIPTION).filter(text -> !text.isEmpty()).isPresent();
        return described
                && fields.bytes(PATHS)
                        .filter(paths -> BlindedPaths.beginsAt(paths, ACINQ))
                        .isPresent();
    }
}
