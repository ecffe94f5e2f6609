import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Client } from '@temporalio/client';
import { planQuery, statusQuery } from '../../contracts/messages';

/** A secret that was found where none may be. It is named by its number, so that no report repeats it. */
export interface Finding {
  /** Its place among the secrets that were searched for, from 0. */
  readonly secret: number;
  readonly form: string;
  readonly where: string;
}

/** A shorter piece is no use to anybody, and might stand somewhere by chance. */
const PIECE = 12;

interface Needle {
  readonly secret: number;
  readonly form: string;
  readonly text: string;
}

/** Looks for secrets in whatever form they may have leaked: whole, in part, and as JSON, URLs and base64 write them. */
export class SecretSearch {
  readonly #needles: readonly Needle[];

  constructor(secrets: readonly string[]) {
    this.#needles = secrets.flatMap((secret, number) =>
      formsOf(secret).map(({ form, text }) => ({ secret: number, form, text })),
    );
  }

  in(content: Uint8Array | string, where: string): Finding[] {
    const haystack = Buffer.from(content as Uint8Array);
    return this.#needles
      .filter(({ text }) => haystack.includes(text))
      .map(({ secret, form }) => ({ secret, form, where }));
  }

  /** Every file below a folder, whatever it is. */
  inFolder(folder: string): Finding[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .flatMap((file) => this.in(readFileSync(file), relative(folder, file)));
  }

  /** Everything a server tells of its workflows: their histories, payloads decoded too, and their answers to queries. */
  async inWorkflows(client: Client): Promise<Finding[]> {
    const found = await this.inHistories(client);
    for await (const { workflowId, runId } of client.workflow.list({
      query: "WorkflowType = 'prepareMigration'",
    })) {
      const handle = client.workflow.getHandle(workflowId, runId);
      const answers = [await handle.query(statusQuery), await handle.query(planQuery)];
      found.push(...this.in(JSON.stringify(answers), `queries of ${workflowId}`));
    }
    return found;
  }

  /** The histories as the server keeps them, and the bytes of their payloads. */
  async inHistories(client: Client): Promise<Finding[]> {
    const found: Finding[] = [];
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      // Bytes become base64, as in every exported history.
      found.push(...this.in(JSON.stringify(history), `history of ${workflowId}`));
      for (const bytes of bytesIn(history)) {
        found.push(...this.in(bytes, `payload of ${workflowId}`));
      }
    }
    return found;
  }
}

function formsOf(secret: string): { form: string; text: string }[] {
  const pieces = Array.from({ length: Math.max(1, secret.length - PIECE + 1) }, (_, at) =>
    secret.slice(at, at + PIECE),
  );
  const forms = [
    // Every fourth piece will do: fifteen characters in a row contain one of them.
    ...pieces.filter((_, at) => at % 4 === 0).map((text) => ({ form: 'plain', text })),
    { form: 'JSON', text: JSON.stringify(secret).slice(1, -1) },
    { form: 'URL', text: encodeURIComponent(secret) },
    { form: 'form', text: new URLSearchParams({ s: secret }).toString().slice(2) },
    { form: 'hex', text: Buffer.from(secret).toString('hex') },
    ...[0, 1, 2].flatMap((shift) => [
      { form: 'base64', text: base64Within(secret, shift, 'base64') },
      { form: 'base64', text: base64Within(secret, shift, 'base64url') },
    ]),
  ];
  return forms.filter(({ text }, at) => forms.findIndex((one) => one.text === text) === at);
}

/** What base64 makes of a secret that stands `shift` bytes into a group of three, without what its neighbours change. */
function base64Within(secret: string, shift: number, encoding: 'base64' | 'base64url'): string {
  const shifted = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const whole = shifted.subarray(0, shifted.length - (shifted.length % 3));
  return whole.toString(encoding).slice(shift === 0 ? 0 : 4);
}

/** All bytes anywhere in a history: payloads, encoded failures, memo and metadata. */
function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array || Buffer.isBuffer(value)) {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : [];
}
