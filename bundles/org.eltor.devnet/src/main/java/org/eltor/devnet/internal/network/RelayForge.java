package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the keys and the directory documents of a whole network in memory, on as many threads as
 * there are cores.
 */
final class RelayForge {

    /** Everything of a network that exists before its first process. */
    record Forged(Authority authority, Instant now, List<ForgedRelay> relays, DirectorySeed seed) {
        static Forged of(Authority authority, Instant now, List<ForgedRelay> relays) {
            return new Forged(authority, now, relays, new DirectorySeed(authority, relays, now));
        }

        /** The same relays with these offers: only what a client reads is different. */
        Forged withOffers(List<String> offers) {
            if (offers.size() != relays.size()) {
                throw new IllegalArgumentException(offers.size() + " offers for " + relays.size() + " relays");
            }
            List<ForgedRelay> described = IntStream.range(0, relays.size())
                    .mapToObj(index -> relays.get(index).withOffer(offers.get(index), now))
                    .toList();
            return of(authority, now, described);
        }
    }

    private static final long LOWEST_RATE_MSAT = 100;
    private static final long RATE_STEP_MSAT = 50;
    private static final long LOWEST_BANDWIDTH = 30_000;
    private static final long BANDWIDTH_STEP = 10_000;

    private final NetworkSettings settings;
    private final SecureRandom random = new SecureRandom();

    RelayForge(NetworkSettings settings) {
        this.settings = settings;
    }

    /** Blocks for about half a second. */
    Forged forge() throws IOException {
        int count = settings.middles() + settings.exits();
        LoopbackAddresses addresses = LoopbackAddresses.choose(count, settings.firstOctet(), random);
        ExecutorService pool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), DevnetThreads.named("keys"));
        try {
            CompletableFuture<Authority> authority = CompletableFuture.supplyAsync(Authority::new, pool);
            RsaKey tap = RelayKeys.generateTap();
            List<Integer> indexes = IntStream.range(0, count).boxed().toList();
            List<RelayKeys> keys = inParallel(pool, indexes, index -> RelayKeys.generate(tap));
            Map<String, String> fingerprints = indexes.stream()
                    .collect(Collectors.toMap(
                            this::nickname, index -> keys.get(index).fingerprint()));
            Instant now = Instant.now();
            List<ForgedRelay> relays = inParallel(
                    pool,
                    indexes,
                    index -> ForgedRelay.of(profile(index, addresses, fingerprints), keys.get(index), now));
            return Forged.of(authority.join(), now, relays);
        } catch (CompletionException e) {
            throw new IllegalStateException("The network could not be forged", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static <A, B> List<B> inParallel(ExecutorService pool, List<A> inputs, Function<A, B> step) {
        List<CompletableFuture<B>> futures = new ArrayList<>();
        inputs.forEach(input -> futures.add(CompletableFuture.supplyAsync(() -> step.apply(input), pool)));
        return futures.stream().map(CompletableFuture::join).toList();
    }

    private RelayProfile profile(int index, LoopbackAddresses addresses, Map<String, String> fingerprints) {
        boolean exit = index >= settings.middles();
        return new RelayProfile(
                nickname(index),
                addresses.hosts().get(index),
                addresses.port(),
                !exit,
                exit,
                LOWEST_BANDWIDTH + BANDWIDTH_STEP * (index % 3),
                offer(index),
                family(nickname(index), fingerprints));
    }

    private String nickname(int index) {
        return index < settings.middles() ? "relay" + index : "exit" + (index - settings.middles());
    }

    /**
     * Prices from 100 to 250 msat for an interval: 10 intervals of any three relays stay below 12
     * sat in all.
     */
    private PaymentOffer offer(int index) {
        if (!settings.offers().isEmpty()) {
            return settings.offers().get(index);
        }
        String name = "eltor devnet " + nickname(index);
        return PaymentOffer.of(TestOffers.create(name, random), LOWEST_RATE_MSAT + RATE_STEP_MSAT * (index % 4), name);
    }

    private List<String> family(String nickname, Map<String, String> fingerprints) {
        Set<String> members = new TreeSet<>();
        for (Set<String> family : settings.families()) {
            if (family.contains(nickname)) {
                family.forEach(member -> members.add(fingerprint(member, fingerprints)));
            }
        }
        return List.copyOf(members);
    }

    private static String fingerprint(String nickname, Map<String, String> fingerprints) {
        if (!fingerprints.containsKey(nickname)) {
            throw new IllegalArgumentException("no relay of this network: " + nickname);
        }
        return fingerprints.get(nickname);
    }
}
