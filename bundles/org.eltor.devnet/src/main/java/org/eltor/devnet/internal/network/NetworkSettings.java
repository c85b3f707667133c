package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a private network is to be made. Made by a {@link Builder}, or {@link #of} for the defaults.
 *
 * @param tor the tor binary, with the relay module
 * @param parent existing directory in which the network makes its own one; its path must be short
 * @param middles relays without exit; all of them have the Guard flag
 * @param exits relays with exit, none of them Guard
 * @param firstOctet x of the first relay's address 127.x.y.z, the others follow; empty for a free
 *     range
 * @param families sets of nicknames ({@code relay0}…, {@code exit0}…); each names the members of
 *     one family
 * @param offers terms of each relay, those without exit first; empty for terms that differ from
 *     relay to relay
 * @param lateOffers what puts the offers themselves into these terms; empty when they have them
 * @param clientLines further lines for the client's torrc
 * @param eltorDaemon whether the binary is an elTor daemon instead of a stock tor
 * @param startLimit how long starting may take altogether, apart from the wait for late offers
 */
public record NetworkSettings(
        Path tor,
        Path parent,
        int middles,
        int exits,
        OptionalInt firstOctet,
        List<Set<String>> families,
        List<PaymentOffer> offers,
        Optional<LateOffers> lateOffers,
        List<String> clientLines,
        boolean eltorDaemon,
        Duration startLimit) {

    private static final int MOST_RELAYS = 200;

    /** Offers that come while the network starts: nobody but its client reads them. */
    @FunctionalInterface
    public interface LateOffers {
        /**
         * Waits for the offers. Called once, when all relays are launched.
         *
         * @return {@code lno1…} of each relay, those without exit first
         * @throws IOException when they do not come; the start then fails
         */
        List<String> await() throws IOException, InterruptedException;
    }

    public NetworkSettings {
        families = families.stream().map(Set::copyOf).toList();
        offers = List.copyOf(offers);
        clientLines = List.copyOf(clientLines);
        if (middles < 2 || exits < 1 || middles + exits > MOST_RELAYS) {
            throw new IllegalArgumentException("A network needs 2 relays and 1 exit, and may have " + MOST_RELAYS
                    + " in all; asked for " + middles + " and " + exits);
        }
        if (!offers.isEmpty() && offers.size() != middles + exits) {
            throw new IllegalArgumentException(offers.size() + " offers for " + (middles + exits) + " relays");
        }
        if (firstOctet.isPresent() && (firstOctet.getAsInt() < 1 || firstOctet.getAsInt() + middles + exits > 255)) {
            throw new IllegalArgumentException("first octet out of range: " + firstOctet.getAsInt());
        }
    }

    /** Five guards and four exits below {@code /tmp}, at free addresses, no families. */
    public static NetworkSettings of(Path tor) {
        return builder(tor).build();
    }

    /** Starts from the settings of {@link #of}. */
    public static Builder builder(Path tor) {
        return new Builder(tor);
    }

    /** Collects settings; used by one thread. */
    public static final class Builder {

        private final Path tor;
        private Path parent = Path.of("/tmp");
        private int middles = 5;
        private int exits = 4;
        private OptionalInt firstOctet = OptionalInt.empty();
        private List<Set<String>> families = List.of();
        private List<PaymentOffer> offers = List.of();
        private Optional<LateOffers> lateOffers = Optional.empty();
        private List<String> clientLines = List.of();
        private boolean eltorDaemon;
        private Duration startLimit = Duration.ofSeconds(60);

        private Builder(Path tor) {
            this.tor = tor;
        }

        public Builder parent(Path directory) {
            parent = directory;
            return this;
        }

        /** The first number is that of the relays without exit. */
        public Builder relays(int middleCount, int exitCount) {
            middles = middleCount;
            exits = exitCount;
            return this;
        }

        public Builder firstOctet(int octet) {
            firstOctet = OptionalInt.of(octet);
            return this;
        }

        public Builder families(List<Set<String>> nicknames) {
            families = nicknames;
            return this;
        }

        public Builder offers(List<PaymentOffer> ofEachRelay) {
            offers = ofEachRelay;
            return this;
        }

        /** @param terms of each relay, without the offers that {@code late} gives */
        public Builder offers(List<PaymentOffer> terms, LateOffers late) {
            offers = terms;
            lateOffers = Optional.of(late);
            return this;
        }

        public Builder clientLines(List<String> lines) {
            clientLines = lines;
            return this;
        }

        public Builder eltorDaemon(boolean eltor) {
            eltorDaemon = eltor;
            return this;
        }

        public Builder startLimit(Duration limit) {
            startLimit = limit;
            return this;
        }

        public NetworkSettings build() {
            return new NetworkSettings(
                    tor,
                    parent,
                    middles,
                    exits,
                    firstOctet,
                    families,
                    offers,
                    lateOffers,
                    clientLines,
                    eltorDaemon,
                    startLimit);
        }
    }
}
