/**
 * Connections to a control port: sockets, threads, deadlines, authentication and reconnect. Plain Java, usable without
 * a framework.
 */
package org.eltor.tor.control.internal.connection;
