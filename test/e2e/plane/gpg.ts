import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of GnuPG of its own: nothing of the person who runs this is read or changed. */
export class KeyRing {
  /** @throws Error when GnuPG is not installed */
  constructor(readonly home: string) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    this.gpg('--version');
  }

  /** Makes a key that signs, without a passphrase. Answers its long id. */
  makeKey(name: string): string {
    return this.newKey(name).slice(-16);
  }

  /** Makes a key that others encrypt with, without a passphrase. Answers its public half, as text. */
  makeRecipient(name: string): string {
    const fingerprint = this.newKey(name);
    this.gpg('--batch', '--quiet', '--passphrase', '', '--quick-add-key', fingerprint, 'cv25519', 'encr', 'never');
    this.letGo();
    return this.publicKey(fingerprint);
  }

  /** What is in an encrypted file. @throws Error when it is for nobody here */
  decrypt(file: string): string {
    const text = this.gpg('--batch', '--quiet', '--decrypt', file);
    this.letGo();
    return text;
  }

  /** The public half of a key, as text. */
  publicKey(id: string): string {
    return this.gpg('--armor', '--export', id);
  }

  /** Ends the agent that GnuPG leaves running. */
  letGo(): void {
    execFileSync('gpgconf', ['--homedir', this.home, '--kill', 'gpg-agent'], { stdio: 'ignore' });
  }

  /** Answers the fingerprint. */
  private newKey(name: string): string {
    this.gpg('--batch', '--quiet', '--passphrase', '', '--quick-generate-key', name, 'ed25519', 'sign', 'never');
    this.letGo();
    return /^fpr:+(\w{40}):/m.exec(this.gpg('--with-colons', '--list-keys', `=${name}`))?.[1] ?? '';
  }

  private gpg(...args: readonly string[]): string {
    const options = { stdio: 'pipe', encoding: 'utf8', maxBuffer: 1e9 } as const;
    return execFileSync('gpg', ['--homedir', this.home, ...args], options);
  }
}

/** Keys that sign commits. */
export interface Signing {
  readonly ring: KeyRing;
  /** Ids of two keys that Argo CD knows. */
  readonly keys: readonly [string, string];
}

/** Makes two keys. @default - undefined: GnuPG is not installed, and Argo CD runs without */
export function makeSigning(home: string): Signing | undefined {
  try {
    const ring = new KeyRing(home);
    return { ring, keys: [ring.makeKey('release <release@example.test>'), ring.makeKey('other <other@example.test>')] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Gives Argo CD these keys, as its ConfigMap of keys does. Answers its environment. @param at path of a folder by name */
export function gpgSurroundings(at: (name: string) => string, signing: Signing | undefined): Record<string, string> {
  if (!signing) return { ARGOCD_GPG_ENABLED: 'false' };
  mkdirSync(at('gpg-keys'), { recursive: true });
  mkdirSync(at('gnupg'), { recursive: true, mode: 0o700 });
  for (const id of signing.keys) writeFileSync(join(at('gpg-keys'), id), signing.ring.publicKey(id));
  // Argo CD's image brings this along: gpg, but that there is none is no error.
  mkdirSync(at('bin'), { recursive: true });
  writeFileSync(join(at('bin'), 'gpg-wrapper.sh'), '#!/bin/sh\ngpg "$@" 2>&1\n[ $? -le 1 ]\n');
  chmodSync(join(at('bin'), 'gpg-wrapper.sh'), 0o755);
  return { ARGOCD_GPG_ENABLED: 'true', ARGOCD_GNUPGHOME: at('gnupg'), ARGOCD_GPG_DATA_PATH: at('gpg-keys') };
}
