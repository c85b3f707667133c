package org.eltor.relay.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.eltor.relay.internal.path.Countries;
import org.junit.jupiter.api.Test;

class TorCountriesTest {
    private record Question(String key, CompletableFuture<String> answer) {}

    private record View(long generation, List<RelayDescriptor> relays) implements NetworkView {
        static View of(int from, int to) {
            return new View(
                    from,
                    IntStream.range(from, to)
                            .mapToObj(number -> new RelayDescriptor(
                                    new Fingerprint("%040X".formatted(number)),
                                    "relay" + number,
                                    List.of("10.0." + number / 256 + "." + number % 256, "2001:db8::" + number),
                                    Set.of(),
                                    1,
                                    Set.of(),
                                    port -> true,
                                    true,
                                    PaymentTerms.FREE))
                            .toList());
        }

        @Override
        public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
            return Optional.empty();
        }
    }

    private final Deque<Question> questions = new ArrayDeque<>();
    private final TorControl tor = (TorControl) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {TorControl.class}, (proxy, method, arguments) -> {
                if (!method.getName().equals("getInfo")) {
                    return method.getName().equals("hashCode") ? 1 : (Object) (proxy == arguments[0]);
                }
                Question question = new Question((String) arguments[0], new CompletableFuture<>());
                questions.add(question);
                return question.answer();
            });
    private final TorCountries countries = new TorCountries();

    private void answerAll() {
        while (!questions.isEmpty()) {
            Question question = questions.remove();
            assertThat(question.key()).startsWith("ip-to-country/10.0.");
            question.answer().complete(question.key().endsWith("0") ? "??" : "DE");
        }
    }

    private static String country(Countries countries, Collection<RelayDescriptor> relays, int index) {
        return countries.of(List.copyOf(relays).get(index)).orElse("none");
    }

    @Test
    void asksForEachAddressOnceAndAFewAtATime() {
        View view = View.of(0, 500);
        Countries first = countries.of(view, tor);
        assertThat(first.missing()).get().asString().contains("500 relays");
        assertThat(questions).hasSize(64);
        assertThat(countries.of(view, tor)).isSameAs(first);
        assertThat(questions).hasSize(64);
        answerAll();
        Countries known = countries.of(view, tor);
        assertThat(known.missing()).isEmpty();
        assertThat(country(known, view.relays(), 0)).isEqualTo("??");
        assertThat(country(known, view.relays(), 1)).isEqualTo("de");
        assertThat(countries.of(view, tor)).isSameAs(known);

        View later = View.of(490, 510);
        assertThat(countries.of(later, tor).missing()).get().asString().contains("10 relays");
        assertThat(questions).hasSize(10);
        answerAll();
        assertThat(countries.of(later, tor).missing()).isEmpty();
    }

    @Test
    void aTorWithoutGeoipFilesIsSaidToBeOne() {
        View view = View.of(0, 5);
        countries.of(view, tor);
        questions.remove().answer().completeExceptionally(new IllegalStateException("551 GeoIP data not loaded"));
        assertThat(countries.of(view, tor).missing()).get().asString().contains("tor-geoipdb", "GeoIPFile");
        questions.forEach(question -> question.answer().complete("fr")); // answers of both rounds
        assertThat(countries.of(view, tor).missing()).isEmpty();
    }
}
