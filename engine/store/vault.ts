import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import type { Vault } from '../services.ts';

const NONCE = 12;
const TAG = 16;

/**
 * Seals personal data (AES-256-GCM) and makes keyed look-up hashes (HMAC-SHA-256), each with a key of its own derived
 * from the one secret.
 * @param secretHex 64 hex digits
 */
export function createVault(secretHex: string): Vault {
  const secret = Buffer.from(secretHex, 'hex');
  if (secret.length !== 32) throw new Error('Expected a secret of 64 hex digits, but it is not.');
  const sealing = deriveKey(secret, 'seal');
  const looking = deriveKey(secret, 'lookup');
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
    },
    open(text) {
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE));
      decipher.setAuthTag(bytes.subarray(-TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
    },
    lookupHash: (plain) => createHmac('sha256', looking).update(plain.normalize('NFC')).digest('hex'),
  };
}

function deriveKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `qinghe ${purpose}`, 32));
}

/**
 * The master key: `SECRET_KEY`, or the one that the first start put beside the data. Whoever loses it loses the sealed
 * fields: back it up with the database.
 */
export async function readSecret({ SECRET_KEY, DATA_DIR }: Config): Promise<string> {
  if (SECRET_KEY) return SECRET_KEY;
  const file = path.join(DATA_DIR, 'secret.key');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known.trim();
  await mkdir(DATA_DIR, { recursive: true });
  const made = randomBytes(32).toString('hex');
  // `wx`: of two first starts at once, one makes the key and the other fails instead of losing data
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}
