import type { Problem } from '../../model/issue.ts';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Lengths in bytes of a key that was encrypted by RSA with 2048, 3072, 4096 or 8192 bits. */
const KEY_LENGTHS = [256, 384, 512, 1024];
/** Shortest ciphertext behind the key: nothing, and the 16 bytes that prove that nobody changed it. */
const LEAST_REST = 16;
/** As much of a ciphertext as an error shows. */
const SHOWN = 24;

/**
 * Says why text cannot be what `kubeseal` makes, or undefined. Its form is two bytes with the length of an encrypted key,
 * the key, and the ciphertext, in base64. A plain secret, encoded or not, is caught by that.
 */
export function sealProblem(text: unknown): Problem | undefined {
  const given = typeof text === 'string' ? text : '';
  const bytes = BASE64.test(given) && given.length % 4 === 0 ? Buffer.from(given, 'base64') : Buffer.alloc(0);
  const keyLength = bytes.length > 2 ? bytes.readUInt16BE(0) : 0;
  if (KEY_LENGTHS.includes(keyLength) && bytes.length >= 2 + keyLength + LEAST_REST) return undefined;
  const shown = given.length > SHOWN ? `${given.slice(0, SHOWN)}…` : given;
  return {
    code: 'sealed/not-sealed',
    message: `must be ciphertext from kubeseal, got ${typeof text === 'string' ? JSON.stringify(shown) : String(text)}`,
    fix: 'seal the value with kubeseal --raw; if this was the plain secret, replace the secret: it is in git now',
  };
}
