package org.eltor.relay.internal.directory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException;
import org.eltor.relay.internal.document.Times;
import org.eltor.relay.internal.document.Validity;
import org.eltor.relay.internal.path.NodeLists;

/** Asks tor for directory documents (control-spec 3.9). Thread-safe; nothing blocks. */
final class TorQuestions {
    /** Options that a view depends on. */
    static final Set<String> OPTIONS = Stream.concat(
                    NodeLists.TOR_OPTIONS.stream(), Stream.of("UseMicrodescriptors", "FetchUselessDescriptors"))
            .collect(Collectors.toUnmodifiableSet());

    private static final String NS_CONSENSUS = "dir/status-vote/current/consensus";
    private static final String MICRODESC_CONSENSUS = "dir/status-vote/current/consensus-microdesc";
    private static final String USE_MICRODESCRIPTORS = "UseMicrodescriptors";
    private static final int UNRECOGNIZED = 552;
    /** What tor answers for a document that it could have but has not. */
    private static final int INTERNAL = 551;

    private final TorControl tor;

    TorQuestions(TorControl tor) {
        this.tor = tor;
    }

    /**
     * All that a view is made of, or only that there is not enough yet.
     *
     * @param known the consensus that is known already
     * @return fails with a {@link TorException}
     */
    CompletableFuture<DirectoryText> all(Optional<KnownConsensus> known) {
        CompletableFuture<DirectoryText> text = tor.getInfo("status/enough-dir-info")
                .toCompletableFuture()
                .thenCompose(enough -> enough.strip().equals("1")
                        ? documents(known)
                        : CompletableFuture.completedFuture(DirectoryText.NOT_ENOUGH));
        return unwrapped(text);
    }

    private CompletableFuture<DirectoryText> documents(Optional<KnownConsensus> known) {
        CompletableFuture<Map<String, List<String>>> options =
                tor.getConf(OPTIONS).toCompletableFuture();
        CompletableFuture<String> status = tor.getInfo("ns/all").toCompletableFuture();
        CompletableFuture<String> descriptors = tor.getInfo("desc/all-recent").toCompletableFuture();
        CompletableFuture<String> microdescriptors = options.thenCompose(values -> usesMicrodescriptors(values)
                        ? ifTold("md/all")
                        : CompletableFuture.completedFuture(Optional.<String>empty()))
                .thenApply(text -> text.orElse(""));
        CompletableFuture<Optional<Validity>> validity = validity();
        CompletableFuture<Optional<String>> consensus = validity.thenCombine(
                        options, (times, values) -> consensus(times, known, values))
                .thenCompose(asked -> asked);
        return CompletableFuture.allOf(options, status, descriptors, microdescriptors, consensus)
                .thenApply(done -> new DirectoryText(
                        true,
                        status.join(),
                        descriptors.join(),
                        microdescriptors.join(),
                        validity.join(),
                        consensus.join(),
                        options.join()));
    }

    /** Whether tor works with microdescriptors: a client does, unless it is told not to. */
    static boolean usesMicrodescriptors(Map<String, List<String>> options) {
        return !options.getOrDefault(USE_MICRODESCRIPTORS, List.of()).contains("0");
    }

    private CompletableFuture<Optional<Validity>> validity() {
        CompletableFuture<Optional<String>> after = ifTold("consensus/valid-after");
        CompletableFuture<Optional<String>> fresh = ifTold("consensus/fresh-until");
        CompletableFuture<Optional<String>> until = ifTold("consensus/valid-until");
        return CompletableFuture.allOf(after, fresh, until)
                .thenApply(done -> after.join()
                        .flatMap(Times::parse)
                        .flatMap(validAfter -> fresh.join()
                                .flatMap(Times::parse)
                                .flatMap(freshUntil -> until.join()
                                        .flatMap(Times::parse)
                                        .map(validUntil -> new Validity(validAfter, freshUntil, validUntil)))));
    }

    /** Megabytes, so only a consensus that is not known yet; the flavour that this tor itself uses comes first. */
    private CompletableFuture<Optional<String>> consensus(
            Optional<Validity> validity, Optional<KnownConsensus> known, Map<String, List<String>> options) {
        boolean micro = usesMicrodescriptors(options);
        if (known.isPresent()
                && validity.map(times -> new KnownConsensus(times.validAfter(), micro))
                        .equals(known)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return ifTold(micro ? MICRODESC_CONSENSUS : NS_CONSENSUS)
                .thenCompose(first -> first.isPresent()
                        ? CompletableFuture.completedFuture(first)
                        : ifTold(micro ? NS_CONSENSUS : MICRODESC_CONSENSUS));
    }

    /** The answer to a question that some tors cannot answer; empty then. */
    private CompletableFuture<Optional<String>> ifTold(String key) {
        return tor.getInfo(key).toCompletableFuture().handle((text, failure) -> {
            if (failure == null) {
                return Optional.of(text).filter(any -> !any.isBlank());
            }
            if (cause(failure) instanceof TorException refused
                    && (refused.code() == UNRECOGNIZED || refused.code() == INTERNAL)) {
                return Optional.empty();
            }
            throw new CompletionException(cause(failure));
        });
    }

    /**
     * The relays that tor has no entry of, or none of the descriptors that it extends circuits by.
     *
     * @return fails with a {@link TorException}
     */
    CompletableFuture<Set<Fingerprint>> unknown(Collection<Fingerprint> relays, Needed needed) {
        Set<Fingerprint> asked = Set.copyOf(relays);
        CompletableFuture<Set<Fingerprint>> entries = known("ns/id/", asked);
        CompletableFuture<Set<Fingerprint>> descriptors =
                needed.serverDescriptors() ? known("desc/id/", asked) : CompletableFuture.completedFuture(asked);
        CompletableFuture<Set<Fingerprint>> microdescriptors =
                needed.microdescriptors() ? known("md/id/", asked) : CompletableFuture.completedFuture(Set.of());
        return unwrapped(CompletableFuture.allOf(entries, descriptors, microdescriptors)
                .thenApply(done -> asked.stream()
                        .filter(relay -> !entries.join().contains(relay)
                                || !descriptors.join().contains(relay)
                                || needed.isMicrodescriptorMissing(relay, microdescriptors.join()))
                        .collect(Collectors.toUnmodifiableSet())));
    }

    /** The relays for which tor answers a question with anything. */
    private CompletableFuture<Set<Fingerprint>> known(String question, Set<Fingerprint> relays) {
        Map<Fingerprint, CompletableFuture<Boolean>> answers =
                relays.stream().collect(Collectors.toMap(relay -> relay, relay -> has(question + relay.hex())));
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> relays.stream()
                        .filter(relay -> answers.get(relay).join())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private CompletableFuture<Boolean> has(String key) {
        return tor.getInfo(key).toCompletableFuture().handle((text, failure) -> {
            if (failure == null) {
                return !text.isBlank();
            }
            if (cause(failure) instanceof TorException refused && refused.code() == UNRECOGNIZED) {
                return false;
            }
            throw new CompletionException(cause(failure));
        });
    }

    /** What a stage failed with, without what {@link CompletableFuture} wraps around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static <T> CompletableFuture<T> unwrapped(CompletableFuture<T> stage) {
        CompletableFuture<T> result = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(cause(failure));
            }
        });
        return result;
    }
}
