/** The life of a wallet in a framework: the only package here that knows OSGi. */
package org.eltor.wallet.support.osgi;
