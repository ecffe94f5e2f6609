import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Client } from '@temporalio/client';
import { PieceIndex } from './piece-index';
import { formsOf, PIECE } from './secret-forms';
import { evidenceOf, historiesOf, type Content } from './run-evidence';
import { unwrapped } from './unwrapped';

/** A secret, with a description. */
export interface NamedSecret {
  readonly name: string;
  readonly value: string | Uint8Array;
}

/** A secret that was found where it must not be. */
export interface Finding {
  /** Its name and its fingerprint, so that no report of a failure repeats it. */
  readonly secret: string;
  /** How it was written. */
  readonly form: string;
  readonly where: string;
}

/** Looks for secrets, whole or in part, in every form they may have leaked in. */
export class SecretSearch {
  readonly #index = new PieceIndex();
  readonly #owners: Omit<Finding, 'where'>[] = [];

  /** @throws Error if a secret is too short to be found reliably */
  constructor(secrets: readonly (NamedSecret | string)[]) {
    for (const given of secrets) {
      const { name, value } = typeof given === 'string' ? { name: 'a secret', value: given } : given;
      const secret = `${name}, ${fingerprint(value)}`;
      if (value.length < PIECE) {
        throw new Error(`${secret} is too short to be searched for.`);
      }
      for (const { form, text, piece } of formsOf(value)) {
        this.#index.add(text, piece, this.#owners.push({ secret, form }) - 1);
      }
    }
  }

  /** Looks into what is packed into the content too. */
  in(content: Uint8Array | string, where: string): Finding[] {
    const owners = new Set(
      unwrapped(Buffer.from(content as Uint8Array)).flatMap((bytes) => [...this.#index.ownersIn(bytes)]),
    );
    return [...owners].map((owner) => ({ ...this.#owners[owner]!, where }));
  }

  /** Every file below a folder, whatever it is. */
  inFolder(folder: string): Finding[] {
    return this.#inAll(contentsBelow(folder));
  }

  /** Everything that a server shows about its workflows: histories, also decrypted, and answers to queries. */
  async inWorkflows(client: Client): Promise<Finding[]> {
    const runs = await evidenceOf(client);
    return this.#inAll(
      runs.flatMap(({ history, payloads, description, answers }) => [
        ...history,
        ...payloads,
        ...description,
        ...answers,
      ]),
    );
  }

  /** The histories as the server keeps them, and the bytes of their payloads. */
  async inHistories(client: Client): Promise<Finding[]> {
    return this.#inAll(await historiesOf(client));
  }

  #inAll(contents: readonly Content[]): Finding[] {
    return contents.flatMap(({ bytes, where }) => this.in(bytes, where));
  }
}

/** Identifies a secret only for people who know it. */
export function fingerprint(value: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(value).digest('hex').slice(0, 12)}`;
}

/** The files below a folder, or those of certain names. */
export function contentsBelow(folder: string, which: (name: string) => boolean = () => true): Content[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && which(entry.name))
    .flatMap((entry) => contentOf(folder, join(entry.parentPath, entry.name)));
}

/** A file may be gone since it was listed, as a journal of the server's database is after each change. */
function contentOf(folder: string, file: string): Content[] {
  try {
    return [{ where: relative(folder, file), bytes: readFileSync(file) }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
