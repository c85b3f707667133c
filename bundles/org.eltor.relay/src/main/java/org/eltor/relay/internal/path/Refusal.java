package org.eltor.relay.internal.path;

/** Why a relay cannot be used in a path that was asked for. */
enum Refusal {
    NOT_RUNNING("not running or not valid", "it is not running or not valid"),
    EXCLUDED("excluded", "it is excluded"),
    NOT_FAST("without the flag Fast", "it has no flag Fast"),
    NOT_STABLE("without the flag Stable", "it has no flag Stable"),
    NO_PAYMENT_IDS("without FlowCtrl=2", "it has no FlowCtrl=2, so no payment ids reach it"),
    NO_PAYEE("with a price but no payee", "it has a price but no payee"),
    HANDSHAKE_FEE("with a handshake fee that cannot be paid", "it asks a handshake fee, which cannot be paid"),
    UNPAYABLE("that no present wallet can pay", "no present wallet can pay it"),
    OVER_RELAY_CAP("over the cap of one relay", "it costs more than one relay may (relay.max.msat)"),
    OVER_INTERVAL_CAP("over the cap of one interval", "it asks more than an interval may cost (interval.max.msat)"),
    IN_USE("in use by other circuits", "another circuit uses it"),
    BAD_EXIT("bad exits", "it is a bad exit"),
    EXIT_PORTS("exits that do not allow the port", "it does not allow the port"),
    EXIT_LIST("exits not in the exit list", "it is not in the exit list"),
    MIDDLE_LIST("relays not in the middle list", "it is not in the middle list"),
    ENTRY_LIST("guards not in the entry list", "it is not in the entry list");

    private final String text;
    private final String ofOne;

    Refusal(String text, String ofOne) {
        this.text = text;
        this.ofOne = ofOne;
    }

    /** The reason for people, to come after a number. */
    String text() {
        return text;
    }

    /** The reason for people, of one relay. */
    String ofOne() {
        return ofOne;
    }

    /** Whether it keeps a relay from a position. */
    boolean isAbout(Position position) {
        return switch (this) {
            case BAD_EXIT, EXIT_PORTS, EXIT_LIST -> position == Position.EXIT;
            case MIDDLE_LIST -> position == Position.MIDDLE;
            case ENTRY_LIST -> position == Position.GUARD;
            default -> true;
        };
    }
}
