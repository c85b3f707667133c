/** HTTP to one wallet: bounded in time and size, over the JDK's client, with trust of its own. */
package org.eltor.wallet.support.http;
