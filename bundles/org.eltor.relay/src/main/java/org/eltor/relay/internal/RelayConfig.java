package org.eltor.relay.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the PID {@code org.eltor.relay}. */
@ObjectClassDefinition(name = "Eltor relays", description = "Which relays may be used.")
@interface RelayConfig {
    @AttributeDefinition(
            name = "Entry nodes",
            description = "Fingerprints of the only relays to be guards, with commas. Empty: tor's EntryNodes.",
            required = false)
    String entry_nodes() default "";

    @AttributeDefinition(
            name = "Exit nodes",
            description = "Fingerprints of the only relays to be exits, with commas. Empty: tor's ExitNodes.",
            required = false)
    String exit_nodes() default "";

    @AttributeDefinition(
            name = "Excluded nodes",
            description = "Fingerprints of relays not to be used at all, with commas. Empty: tor's ExcludeNodes.",
            required = false)
    String exclude_nodes() default "";
}
