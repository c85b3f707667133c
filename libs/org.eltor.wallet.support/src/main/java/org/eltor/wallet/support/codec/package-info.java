/**
 * Invoices and offers, decoded as far as a payer must see them before a wallet is asked: network, amount, expiry and
 * payment hash (BOLT 11, BOLT 12). Pure; what comes in is hostile.
 */
package org.eltor.wallet.support.codec;
