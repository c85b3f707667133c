package org.eltor.api.tor;

/**
 * What is known of the tor that a connection leads to; asked once per connection.
 *
 * @param version tor's own version text, for example {@code 0.4.9.11}
 * @param mode whether it is the elTor fork
 * @param endpoint where the control port is, for people: {@code 127.0.0.1:9051} or a socket's path
 */
public record TorInfo(String version, TorMode mode, String endpoint) {}
