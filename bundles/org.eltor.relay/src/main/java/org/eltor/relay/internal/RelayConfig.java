package org.eltor.relay.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the PID {@code org.eltor.relay}. */
@ObjectClassDefinition(
        name = "Eltor relays",
        description = "Which relays may be used, and what they may cost. The lists hold fingerprints, nicknames,"
                + " networks like 10.0.0.0/8 or [2001:db8::]/32, and countries like {de}, with commas between them.")
@interface RelayConfig {
    @AttributeDefinition(
            name = "Entry nodes",
            description = "The only relays to be guards. Empty: tor's EntryNodes.",
            required = false)
    String entry_nodes() default "";

    @AttributeDefinition(
            name = "Middle nodes",
            description = "The only relays to be middles. Empty: tor's MiddleNodes.",
            required = false)
    String middle_nodes() default "";

    @AttributeDefinition(
            name = "Exit nodes",
            description = "The only relays to be exits. Empty: tor's ExitNodes.",
            required = false)
    String exit_nodes() default "";

    @AttributeDefinition(
            name = "Excluded nodes",
            description = "Relays not to be used at all. A country here excludes relays of unknown countries too."
                    + " Empty: tor's ExcludeNodes.",
            required = false)
    String exclude_nodes() default "";

    @AttributeDefinition(
            name = "Excluded exit nodes",
            description = "Relays not to be used as exits. Empty: tor's ExcludeExitNodes.",
            required = false)
    String exclude_exit_nodes() default "";

    @AttributeDefinition(
            name = "Strict nodes",
            description = "0 or 1, as tor's StrictNodes, which is used when this is empty. Excluded relays are never"
                    + " used in paid circuits: what tor does differently with 0 are circuits of its own.",
            required = false)
    String strict_nodes() default "";

    @AttributeDefinition(
            name = "Limit of an interval (msat)",
            description = "Most that the three relays of a circuit may ask for one interval together, without fees."
                    + " 0: only the circuit's limit counts.",
            min = "0")
    long interval_max_msat() default 0;

    @AttributeDefinition(
            name = "Limit of a relay (msat)",
            description = "Most that one relay may cost over a circuit's life, fees included. 0: only the circuit's"
                    + " limit counts.",
            min = "0")
    long relay_max_msat() default 0;

    @AttributeDefinition(
            name = "Influence of price",
            description = "Whether cheaper relays are preferred. It turns a relay's weight by no more than a factor"
                    + " of 0.5 to 2, together with the influence of history.")
    boolean price_influence() default true;

    @AttributeDefinition(
            name = "Influence of history",
            description = "Whether relays are preferred that did well before, within the same bounds.")
    boolean history_influence() default true;

    @AttributeDefinition(
            name = "Long-lived ports",
            description =
                    "Ports whose streams last long: circuits that are planned for one of them have Stable relays only.",
            required = false)
    String long_lived_ports() default "21,22,706,1863,5050,5190,5222,5223,6523,6667,6697,8300";
}
