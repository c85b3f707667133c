package org.eltor.relay.internal.directory;

import java.util.Set;
import org.eltor.api.tor.Fingerprint;

/**
 * Which descriptors of a relay tor needs before it extends a circuit to it.
 *
 * @param serverDescriptors whether tor was told to fetch these
 * @param microdescriptors whether tor works with these
 */
record Needed(boolean serverDescriptors, boolean microdescriptors) {
    static final Needed SERVER_DESCRIPTORS = new Needed(true, false);

    static Needed of(DirectoryText text) {
        boolean micro = text.usesMicrodescriptors();
        return new Needed(text.fetchesServerDescriptors() || !micro, micro);
    }

    /**
     * Whether tor lacks a microdescriptor that it needs. Some builds do not answer for them: where server descriptors
     * are fetched too, they count only if tor has any.
     *
     * @param known the relays whose microdescriptor tor has
     */
    boolean isMicrodescriptorMissing(Fingerprint relay, Set<Fingerprint> known) {
        boolean answers = !serverDescriptors || !known.isEmpty();
        return microdescriptors && answers && !known.contains(relay);
    }
}
