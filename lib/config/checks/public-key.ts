import type { Problem } from '../../model/issue.ts';

const ARMOR =
  /^-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----\n(?:[\w-]+: .*\n)*\n([A-Za-z0-9+/=\n]+)-----END PGP \1 KEY BLOCK-----\n*$/;
/** Kinds of packets of OpenPGP, RFC 9580 section 5. */
const KEYS = [6, 14];
const SECRET_KEYS = [5, 7];
/** Algorithms that encrypt: RSA, ElGamal, ECDH, X25519, X448. */
const ENCRYPTING = [1, 2, 16, 18, 25, 26];

interface Packet {
  readonly kind: number;
  readonly body: Buffer;
}

/** Length of what follows the first byte of a packet: where it starts, and how long it is. */
function extent(bytes: Buffer, at: number): { readonly from: number; readonly length: number } {
  const first = bytes.readUInt8(at);
  const next = at + 1;
  if ((first & 0x40) === 0) {
    const size = [1, 2, 4][first & 3] ?? 0;
    return { from: next + size, length: bytes.readUIntBE(next, size) };
  }
  const short = bytes.readUInt8(next);
  if (short < 192) return { from: next + 1, length: short };
  if (short < 224) return { from: next + 2, length: ((short - 192) << 8) + bytes.readUInt8(next + 1) + 192 };
  return { from: next + 5, length: bytes.readUInt32BE(next + 1) };
}

/** @throws RangeError when it is cut */
function packets(bytes: Buffer): readonly Packet[] {
  const found: Packet[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes.readUInt8(at);
    const { from, length } = extent(bytes, at);
    if ((first & 0x80) === 0 || from + length > bytes.length) throw new RangeError('no packet');
    found.push({
      kind: (first & 0x40) === 0 ? (first >> 2) & 0xf : first & 0x3f,
      body: bytes.subarray(from, from + length),
    });
    at = from + length;
  }
  return found;
}

function read(base64: string): readonly Packet[] {
  try {
    return packets(Buffer.from(base64.replace(/\n=[^\n]{4}\n$/, ''), 'base64'));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Says why text is no OpenPGP key that anybody may encrypt with, or undefined. Whether it has expired, time tells. */
export function publicKeyProblem(text: string): Problem | undefined {
  const fix = 'gpg --armor --export backup@example.com prints one';
  const [, half, base64 = ''] = ARMOR.exec(text) ?? [];
  const all = read(base64);
  if (half === 'PRIVATE' || all.some(({ kind }) => SECRET_KEYS.includes(kind))) {
    return {
      code: 'backup/private-key',
      message: 'must be a public key, got a private one',
      fix: 'whoever can read git can read the backups: make another pair, and commit the public half only',
    };
  }
  const keys = all.filter(({ kind }) => KEYS.includes(kind));
  if (keys.length === 0) return { code: 'backup/public-key', message: 'must be an OpenPGP key in its text form', fix };
  // After the version and the time of its making.
  if (keys.some(({ body }) => ENCRYPTING.includes(body[5] ?? 0))) return undefined;
  return {
    code: 'backup/public-key',
    message: 'must be a key that can encrypt, got one that only signs',
    fix: 'add a key for encryption: gpg --quick-add-key FINGERPRINT cv25519 encr never',
  };
}
