package org.eltor.wallet.nwc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.eltor.wallet.support.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NwcUriTest {
    private static final String KEY = "b889ff5b1513b641e2a139f661a661364979c5beee91842f8f0ef42ab558e9d4";
    private static final String SECRET = "71a8c14c1407c113601079c4302dab36460f0ccd0ad506f1f2dc73b5100e4f3c";

    /** The example of NIP-47, with a second relay. */
    @Test
    void readsAConnection() {
        NwcUri uri = parse("nostr+walletconnect://" + KEY + "?relay=wss%3A%2F%2Frelay.damus.io&secret=" + SECRET
                + "&relay=wss://other.example/x&lud16=me@example.org");
        assertThat(uri.wallet()).isEqualTo(KEY);
        assertThat(uri.relays())
                .containsExactly(URI.create("wss://relay.damus.io"), URI.create("wss://other.example/x"));
        assertThat(uri.secret().reveal()).isEqualTo(SECRET);
        assertThat(uri.toString()).doesNotContain(SECRET, KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nostr+walletconnect://KEY?relay=wss://r | secret must be",
                "nostr+walletconnect://KEY?relay=wss://r&secret=00 | secret must be",
                "nostr+walletconnect://KEY?secret=SECRET | it must name 1 to 8 relays",
                "nostr+walletconnect://KEY?relay=ws://relay.example&secret=SECRET | sends secrets in the clear",
                "nostr+walletconnect://KEY?relay=%zz&secret=SECRET | encoded wrongly",
                "nostr+walletconnect://abc?relay=wss://r&secret=SECRET | KEY must be",
                "https://KEY?relay=wss://r&secret=SECRET | it begins otherwise"
            })
    void saysWhatIsWrongWithoutSayingWhatItIs(String text, String reason) {
        assertThatThrownBy(() -> parse(text.replace("KEY", KEY).replace("SECRET", SECRET)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(SECRET);
    }

    private static NwcUri parse(String text) {
        return NwcUri.parse(new Secret(text));
    }
}
