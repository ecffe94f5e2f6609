import { z } from 'zod';
import type { InputProblem } from '../../contracts/problem-lines';
import {
  NOTIFICATION_EVENTS,
  NOTIFY_KINDS,
  NOTIFY_LANGUAGES,
  type NotifyKind,
} from '../../contracts/notification';
import type { Secret } from '../../contracts/secret';
import type { NotifyChannel } from '../../contracts/settings';
import type { ConfiguredSecrets } from './configured-secrets';

const notifyTable = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, {
    error: 'is not a channel name: letters, digits, hyphens and underscores',
  }),
  kind: z.enum(NOTIFY_KINDS),
  events: z
    .array(z.enum(NOTIFICATION_EVENTS))
    .min(1)
    .max(NOTIFICATION_EVENTS.length)
    .default([...NOTIFICATION_EVENTS]),
  language: z.enum(NOTIFY_LANGUAGES).default('en'),
});

/** The `[[notify]]` tables, their secrets taken out. */
export const notifyTables = z.array(notifyTable).max(50);

export const NOTIFY_EXAMPLES: Readonly<Record<string, unknown>> = {
  name: 'ops',
  kind: 'dingtalk',
  url_file: '/run/secrets/dingtalk-url',
  url_env: 'DINGTALK_URL',
  secret_file: '/run/secrets/dingtalk-sign',
  secret_env: 'DINGTALK_SIGN',
  events: ['waiting', 'attention'],
  language: 'zh',
};

/** Where the vendors have their robots. A webhook of one given to another would only be refused at the first message. */
const HOSTS: Readonly<Record<string, NotifyKind>> = {
  'oapi.dingtalk.com': 'dingtalk',
  'open.feishu.cn': 'feishu',
  'open.larksuite.com': 'feishu',
  'qyapi.weixin.qq.com': 'wecom',
  'hooks.slack.com': 'slack',
};

const MIN_WEBHOOK_SECRET = 16;

/**
 * What is wrong with URLs, signing secrets and names; each table is looked at by itself, whatever is wrong with others.
 * No problem quotes a URL: it holds a token.
 */
export function notifyProblems(tables: readonly unknown[], { bySetting }: ConfiguredSecrets): InputProblem[] {
  const names = new Set<string>();
  return tables.flatMap((table, at) => {
    const { data } = notifyTable.safeParse(table);
    if (data === undefined) {
      return [];
    }
    const { name, kind } = data;
    const url = bySetting.get(`notify.${at}.url`);
    const found = [
      ['name', names.has(name) ? 'is the name of another channel too' : null],
      ['url', url === undefined ? null : urlProblem(url, kind)],
      ['secret', secretProblem(bySetting.get(`notify.${at}.secret`), kind)],
    ] as const;
    names.add(name);
    return found.flatMap(([member, problem]) =>
      problem === null ? [] : [{ path: `notify.${at}.${member}`, problem, example: undefined }],
    );
  });
}

function urlProblem(url: Secret, kind: NotifyKind): string | null {
  if (!URL.canParse(url.reveal())) {
    return 'is not a URL';
  }
  const parsed = new URL(url.reveal());
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && loopback)) {
    return 'must start with https:// (plain http is accepted for loopback addresses only)';
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return 'must not hold a user name or password';
  }
  const owner = HOSTS[parsed.hostname];
  return owner === undefined || owner === kind || kind === 'webhook'
    ? null
    : `is an address of ${owner}, but the kind is ${kind}`;
}

function secretProblem(secret: Secret | undefined, kind: NotifyKind): string | null {
  switch (kind) {
    case 'webhook':
      if (secret === undefined) {
        return 'is missing: it signs what is sent, so that the receiver can tell who sent it';
      }
      return secret.reveal().length < MIN_WEBHOOK_SECRET
        ? `is shorter than ${MIN_WEBHOOK_SECRET} characters; make one with: openssl rand -hex 32`
        : null;
    case 'wecom':
    case 'slack':
      return secret === undefined ? null : `has no use: ${kind} knows no signatures; leave it out`;
    case 'dingtalk':
    case 'feishu':
      return null;
  }
}

/** The channels as the product uses them. */
export function notifyChannels(
  tables: z.output<typeof notifyTables>,
  { bySetting }: ConfiguredSecrets,
): NotifyChannel[] {
  return tables.map(({ name, kind, events, language }, at) => {
    const url = bySetting.get(`notify.${at}.url`);
    if (url === undefined) {
      throw new Error(`No URL was taken for channel ${name}`);
    }
    return { name, kind, url, secret: bySetting.get(`notify.${at}.secret`), events, language };
  });
}
