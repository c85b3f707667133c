/**
 * The control protocol as text: replies, events and commands (control-spec 2 to 4). Nothing here knows a socket or a
 * thread, so every paragraph of the specification is tested with plain strings.
 */
package org.eltor.tor.control.internal.protocol;
