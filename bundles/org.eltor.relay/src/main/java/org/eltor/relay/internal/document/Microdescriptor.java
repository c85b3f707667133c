package org.eltor.relay.internal.document;

/**
 * What matters here of one microdescriptor (dir-spec 3.9). It does not say whose it is: the consensus names it by its
 * digest.
 *
 * @param family what it says of its relay's family
 * @param exitPorts ports that its policy lets through to most addresses
 * @param exitPortsIpv6 the same for IPv6
 */
public record Microdescriptor(FamilyClaims family, PortSet exitPorts, PortSet exitPortsIpv6) {}
