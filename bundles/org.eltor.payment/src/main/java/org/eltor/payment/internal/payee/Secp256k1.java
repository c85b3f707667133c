package org.eltor.payment.internal.payee;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The curve y² = x³ + 7 of Bitcoin (SEC 2, section 2.4.1), for checking what is public: whether bytes are a point, and
 * whose signature something has. It holds no secret and takes no care to hide one. The JDK has no longer this curve.
 */
final class Secp256k1 {
    private static final BigInteger P =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
    private static final BigInteger N =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final BigInteger SEVEN = BigInteger.valueOf(7);
    private static final BigInteger ROOT = P.add(BigInteger.ONE).shiftRight(2);
    private static final Point G = new Point(
            new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
            new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));

    private Secp256k1() {}

    /** A point other than the one at infinity. */
    private record Point(BigInteger x, BigInteger y) {}

    /** Whether 33 bytes are a compressed point of the curve. */
    static boolean isPoint(byte[] bytes) {
        return bytes.length == 33
                && (bytes[0] == 2 || bytes[0] == 3)
                && lift(new BigInteger(1, bytes, 1, 32), bytes[0] == 3).isPresent();
    }

    /** Whether {@code s} is in the upper half, which a signer avoids (BIP 146). */
    static boolean isHigh(BigInteger s) {
        return s.compareTo(N.shiftRight(1)) > 0;
    }

    /**
     * The key that made a signature (SEC 1, section 4.1.6).
     *
     * @param recovery 0 to 3
     * @return compressed, in hex; empty where no key made it
     */
    static Optional<String> recover(byte[] digest, BigInteger r, BigInteger s, int recovery) {
        if (r.signum() == 0 || s.signum() == 0 || r.compareTo(N) >= 0 || s.compareTo(N) >= 0) {
            return Optional.empty();
        }
        BigInteger x = (recovery & 2) == 0 ? r : r.add(N);
        return lift(x, (recovery & 1) == 1).flatMap(point -> {
            BigInteger inverse = r.modInverse(N);
            BigInteger ofBase =
                    new BigInteger(1, digest).multiply(inverse).negate().mod(N);
            BigInteger ofPoint = s.multiply(inverse).mod(N);
            return Optional.ofNullable(add(times(G, ofBase), times(point, ofPoint)))
                    .map(Secp256k1::hex);
        });
    }

    private static Optional<Point> lift(BigInteger x, boolean odd) {
        if (x.compareTo(P) >= 0) {
            return Optional.empty();
        }
        BigInteger square = x.modPow(BigInteger.valueOf(3), P).add(SEVEN).mod(P);
        BigInteger y = square.modPow(ROOT, P);
        if (!y.multiply(y).mod(P).equals(square)) {
            return Optional.empty();
        }
        return Optional.of(new Point(x, y.testBit(0) == odd ? y : P.subtract(y)));
    }

    /** Null stands for the point at infinity. */
    private static Point add(Point a, Point b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        BigInteger slope;
        if (!a.x.equals(b.x)) {
            slope = b.y.subtract(a.y).multiply(b.x.subtract(a.x).mod(P).modInverse(P));
        } else if (a.y.equals(b.y)) {
            slope = a.x.multiply(a.x)
                    .multiply(BigInteger.valueOf(3))
                    .multiply(a.y.shiftLeft(1).modInverse(P));
        } else {
            return null;
        }
        BigInteger x = slope.multiply(slope).subtract(a.x).subtract(b.x).mod(P);
        return new Point(x, slope.multiply(a.x.subtract(x)).subtract(a.y).mod(P));
    }

    private static Point times(Point point, BigInteger factor) {
        Point result = null;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            result = add(result, result);
            if (factor.testBit(bit)) {
                result = add(result, point);
            }
        }
        return result;
    }

    private static String hex(Point point) {
        String x = point.x.toString(16);
        return HexFormat.of().toHexDigits((byte) (point.y.testBit(0) ? 3 : 2)) + "0".repeat(64 - x.length()) + x;
    }
}
