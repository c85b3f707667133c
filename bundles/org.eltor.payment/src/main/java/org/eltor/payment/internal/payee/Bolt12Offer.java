package org.eltor.payment.internal.payee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * A BOLT12 offer, decoded and checked for its form as a reader of offers has to (BOLT 12, "Requirements For Offers").
 * Whether it can be paid is {@link #refusal}'s to say.
 *
 * @param chains the networks that it may be paid on, by their hashes in hex; never empty
 * @param currency ISO 4217 code where the amount is in another currency than bitcoin
 * @param amount what is asked, in millisatoshi unless there is a currency; empty leaves it to the payer
 * @param description what is paid for, as its maker says; hostile text
 * @param expiresAt not to be paid from then on; empty for ever
 * @param firstNodes the node that each blinded path begins with, by its key in hex where the path says it; no paths
 *     where it is empty
 * @param quantityMax the most that can be bought at once, 0 for any number; empty where there is no quantity
 * @param issuerId the key in hex of who made it; empty where only the paths lead there
 */
public record Bolt12Offer(
        List<String> chains,
        Optional<String> currency,
        OptionalLong amount,
        Optional<String> description,
        Optional<Instant> expiresAt,
        List<Optional<String>> firstNodes,
        OptionalLong quantityMax,
        Optional<String> issuerId) {
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
    private static final Set<Long> KNOWN = Set.of(
            CHAINS, METADATA, CURRENCY, AMOUNT, DESCRIPTION, FEATURES, EXPIRY, PATHS, ISSUER, QUANTITY, ISSUER_ID);

    private static final int HASH = 32;
    private static final long LAST_SECOND = 1L << 40;
    /** The node behind every phoenixd: the offers of those lead there first. */
    private static final String PHOENIX = "03864ef025fde8fb587d989186ce6a4a186895ee44a926bfc370e2c366597a3f8f";

    /** Decodes an offer; a refusal completes "the offer: …". */
    public static Bolt12Offer parse(String text) throws PayeeException {
        Bech32 decoded = Bech32.withoutChecksum(text);
        if (!decoded.prefix().equals("lno")) {
            throw new PayeeException("its prefix is not an offer's");
        }
        TlvStream fields = TlvStream.parse(decoded.bytes());
        checkTypes(fields);
        checkFeatures(fields.bytes(FEATURES));
        fields.text(ISSUER);
        Optional<byte[]> paths = fields.bytes(PATHS);
        Bolt12Offer offer = new Bolt12Offer(
                chains(fields.bytes(CHAINS)),
                fields.text(CURRENCY),
                fields.number(AMOUNT),
                fields.text(DESCRIPTION),
                fields.number(EXPIRY).stream()
                        .mapToObj(second -> Instant.ofEpochSecond(Math.min(second, LAST_SECOND)))
                        .findFirst(),
                paths.isPresent() ? OfferPaths.parse(paths.get()).firstNodes() : List.of(),
                fields.number(QUANTITY),
                issuerId(fields.bytes(ISSUER_ID)));
        offer.checkCombination();
        return offer;
    }

    /**
     * Why this offer must not be paid, one line that completes "the offer …"; empty where it can be.
     *
     * @param network the network of the payer's wallet; empty accepts any
     * @param rate what is to be paid
     */
    public Optional<String> refusal(Optional<Network> network, MilliSatoshi rate, Instant now) {
        if (network.isPresent() && network.get().chains().stream().noneMatch(chains::contains)) {
            return Optional.of("is for another network than " + network.get());
        }
        if (expiresAt.isPresent() && !now.isBefore(expiresAt.get())) {
            return Optional.of("has expired");
        }
        if (currency.isPresent()) {
            return Optional.of("asks for another currency than bitcoin");
        }
        if (quantityMax.isPresent()) {
            return Optional.of("asks for a quantity");
        }
        if (amount.isPresent() && amount.getAsLong() != rate.msat()) {
            return Optional.of("asks for " + amount.getAsLong() + " msat, the relay's rate is " + rate);
        }
        return cutsNotes()
                ? Optional.of("has a description and leads to a phoenixd, which would cut the payment's id")
                : Optional.empty();
    }

    /**
     * Whether the payee keeps less than the 64 bytes of a payment's id: a phoenixd since 0.7.0 keeps 64 bytes of note
     * and description together.
     */
    public boolean cutsNotes() {
        return description.filter(text -> !text.isEmpty()).isPresent()
                && firstNodes.stream().anyMatch(Optional.of(PHOENIX)::equals);
    }

    private static void checkTypes(TlvStream fields) throws PayeeException {
        for (long type : fields.types()) {
            boolean within = type >= 1 && type <= 79 || type >= 1_000_000_000L && type <= 1_999_999_999L;
            if (!within || type % 2 == 0 && !KNOWN.contains(type)) {
                throw new PayeeException("it has a field that is not known and must be understood");
            }
        }
    }

    /** No feature of offers is known yet; odd ones may be ignored (BOLT 9). */
    private static void checkFeatures(Optional<byte[]> features) throws PayeeException {
        byte[] bytes = features.orElse(new byte[0]);
        for (byte each : bytes) {
            if ((each & 0b0101_0101) != 0) {
                throw new PayeeException("it demands a feature that is not known");
            }
        }
    }

    private static List<String> chains(Optional<byte[]> listed) throws PayeeException {
        if (listed.isEmpty()) {
            return List.of(Network.BITCOIN.chains().get(0));
        }
        byte[] bytes = listed.get();
        if (bytes.length == 0 || bytes.length % HASH != 0) {
            throw new PayeeException("its list of networks is malformed");
        }
        List<String> result = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += HASH) {
            result.add(HexFormat.of().formatHex(Arrays.copyOfRange(bytes, i, i + HASH)));
        }
        return List.copyOf(result);
    }

    private static Optional<String> issuerId(Optional<byte[]> bytes) throws PayeeException {
        if (bytes.isPresent() && !Secp256k1.isPoint(bytes.get())) {
            throw new PayeeException("its issuer's key is none");
        }
        return bytes.map(HexFormat.of()::formatHex);
    }

    private void checkCombination() throws PayeeException {
        if (amount.isPresent() && amount.getAsLong() == 0) {
            throw new PayeeException("it asks for an amount of nothing");
        }
        if (amount.isPresent() && description.isEmpty()) {
            throw new PayeeException("it has an amount and no description");
        }
        if (currency.isPresent() && amount.isEmpty()) {
            throw new PayeeException("it has a currency and no amount");
        }
        if (issuerId.isEmpty() && firstNodes.isEmpty()) {
            throw new PayeeException("it names nobody to pay");
        }
    }
}
