package org.eltor.relay.internal.path;

/** Why a relay cannot be used in a path that was asked for. */
enum Refusal {
    NOT_RUNNING("not running or not valid"),
    EXCLUDED("excluded"),
    NOT_FAST("without the flag Fast"),
    NOT_STABLE("without the flag Stable"),
    NO_PAYMENT_IDS("without FlowCtrl=2"),
    NO_PAYEE("with a price but no payee"),
    HANDSHAKE_FEE("with a handshake fee that cannot be paid"),
    UNPAYABLE("that no present wallet can pay"),
    OVER_RELAY_CAP("over the cap of one relay"),
    OVER_INTERVAL_CAP("over the cap of one interval"),
    IN_USE("in use by other circuits"),
    BAD_EXIT("bad exits"),
    EXIT_PORTS("exits that do not allow the port"),
    EXIT_LIST("exits not in the exit list"),
    MIDDLE_LIST("relays not in the middle list"),
    ENTRY_LIST("guards not in the entry list");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** The reason for people, to come after a number. */
    String text() {
        return text;
    }
}
