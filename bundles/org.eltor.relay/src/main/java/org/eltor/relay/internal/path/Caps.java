package org.eltor.relay.internal.path;

/**
 * What the user is ready to pay besides the limit of a circuit, millisatoshi; equal is allowed.
 *
 * @param interval most that the three relays of a circuit may ask for one interval together, without fees
 * @param relay most that one relay may cost over a circuit's life, fees included
 */
public record Caps(long interval, long relay) {
    /** No caps. */
    public static final Caps NONE = new Caps(Long.MAX_VALUE, Long.MAX_VALUE);

    /** @param interval 0 for no cap, as with {@code relay} */
    public static Caps of(long interval, long relay) {
        return new Caps(interval == 0 ? Long.MAX_VALUE : interval, relay == 0 ? Long.MAX_VALUE : relay);
    }
}
