package org.eltor.testkit;

import java.util.Objects;
import org.eltor.api.tor.Fingerprint;

/**
 * A relay that the scripted tor knows.
 *
 * @param fingerprint its identity
 * @param nickname its name
 * @param hasDescriptor whether tor holds its descriptor; without, circuits through it are refused with 552
 * @param consensusEntry its lines in {@code GETINFO ns/all}, each with its line feed; empty when it is not listed
 * @param serverDescriptor its descriptor in {@code GETINFO desc/all-recent}, each line with its line feed; empty when
 *     tor has fetched none
 */
public record ScriptedRelay(
        Fingerprint fingerprint,
        String nickname,
        boolean hasDescriptor,
        String consensusEntry,
        String serverDescriptor) {
    public ScriptedRelay {
        Objects.requireNonNull(fingerprint);
        Objects.requireNonNull(nickname);
        Objects.requireNonNull(consensusEntry);
        Objects.requireNonNull(serverDescriptor);
    }

    /** A relay known by name alone, without any text: enough for circuits. */
    public static ScriptedRelay named(Fingerprint fingerprint, String nickname) {
        return new ScriptedRelay(fingerprint, nickname, true, "", "");
    }

    /** The same relay with a descriptor missing from tor. */
    public ScriptedRelay withoutDescriptor() {
        return new ScriptedRelay(fingerprint, nickname, false, consensusEntry, "");
    }

    /** The long name that events carry: {@code $FINGERPRINT~nickname}. */
    public String longName() {
        return fingerprint + "~" + nickname;
    }
}
