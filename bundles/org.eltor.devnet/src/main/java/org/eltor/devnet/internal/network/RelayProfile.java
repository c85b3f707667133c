package org.eltor.devnet.internal.network;

import java.util.List;

/**
 * What the directory says about one relay, apart from its keys.
 *
 * @param nickname letters and digits, at most 19
 * @param address dotted IPv4 address inside 127.0.0.0/8
 * @param orPort TCP port of the relay protocol
 * @param guard whether it has the Guard flag
 * @param exit whether it has the Exit flag and accepts every port
 * @param bandwidth consensus weight, in kB/s
 * @param offer contact and payment terms
 * @param family fingerprints of the relays it declares as its family, itself included; empty for
 *     none
 */
record RelayProfile(
        String nickname,
        String address,
        int orPort,
        boolean guard,
        boolean exit,
        long bandwidth,
        PaymentOffer offer,
        List<String> family) {

    RelayProfile {
        if (!nickname.matches("[A-Za-z0-9]{1,19}")) {
            throw new IllegalArgumentException("not a nickname: " + nickname);
        }
        if (!address.startsWith("127.")) { // tor would connect to whatever a consensus names
            throw new IllegalArgumentException("not a loopback address: " + address);
        }
        family = List.copyOf(family);
    }

    RelayProfile withOffer(PaymentOffer other) {
        return new RelayProfile(nickname, address, orPort, guard, exit, bandwidth, other, family);
    }

    /** The flags of the consensus, in alphabetical order. */
    String flags() {
        return (exit ? "Exit " : "") + "Fast " + (guard ? "Guard " : "") + "HSDir Running Stable V2Dir Valid";
    }

    /** The {@code family} line, or nothing. */
    String familyLine() {
        return family.isEmpty() ? "" : "family $" + String.join(" $", family) + "\n";
    }
}
