import { createDecipheriv, createHmac, pbkdf2Sync } from "node:crypto";
import type { unseal } from "iron-webcrypto";

type Crypto = Parameters<typeof unseal>[0];

const buffer = (bytes: Buffer) => new Uint8Array(bytes).buffer;
const bytesOf = (key: CryptoKey) => key as unknown as Uint8Array; // it never leaves iron-webcrypto

/**
 * What iron-webcrypto asks of Web Crypto to open a seal, done at once by `node:crypto`: the same primitives of the same
 * OpenSSL. They take microseconds; as jobs of Web Crypto, which go over a pool of threads, they take ten times as long.
 */
export const promptCrypto = {
  subtle: {
    importKey: async (_format: string, bytes: Uint8Array) => bytes,
    async deriveBits({ salt, iterations, hash }: Pbkdf2Params, password: CryptoKey, bits: number) {
      const digest = String(hash).replace("-", "");
      return buffer(pbkdf2Sync(bytesOf(password), salt as Uint8Array, iterations, bits / 8, digest));
    },
    async sign(_hmac: unknown, key: CryptoKey, data: Uint8Array) {
      return buffer(
        createHmac("sha256", new Uint8Array(bytesOf(key)))
          .update(data)
          .digest(),
      );
    },
    async decrypt({ iv }: AesCbcParams, key: CryptoKey, data: Uint8Array) {
      const decipher = createDecipheriv("aes-256-cbc", new Uint8Array(bytesOf(key)), iv as Uint8Array);
      return buffer(Buffer.concat([decipher.update(data), decipher.final()]));
    },
  },
} as unknown as Crypto;
