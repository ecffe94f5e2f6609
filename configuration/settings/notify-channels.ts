import type { NotifyKind } from '../../contracts/runs/notification';
import { withScheme } from '../../contracts/inputs/endpoint';
import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import type { Secret } from '../../contracts/credentials/secret';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { channelSchema } from './settings-schema';

/** The vendors' hosts. A webhook configured for the wrong kind would fail only at the first message. */
const HOSTS: Readonly<Record<string, NotifyKind>> = {
  'oapi.dingtalk.com': 'dingtalk',
  'open.feishu.cn': 'feishu',
  'open.larksuite.com': 'feishu',
  'qyapi.weixin.qq.com': 'wecom',
  'hooks.slack.com': 'slack',
};

const MIN_WEBHOOK_SECRET = 16;

/**
 * Problems with URLs, signing secrets and names; each table is checked on its own. No problem quotes a URL, because
 * it contains a token.
 */
export function notifyProblems(channels: readonly unknown[]): InputProblem[] {
  const names = new Set<string>();
  return channels.flatMap((table, at) => {
    const { data } = channelSchema.safeParse(table);
    if (data === undefined) {
      return [];
    }
    const { name, kind, url, secret } = data;
    const found = [
      ['name', names.has(name) ? phrase('configuration.channelTwice') : null],
      // An empty one is a placeholder for a secret whose problem was already reported.
      ['url', url.reveal() === '' ? null : urlProblem(url, kind)],
      ['secret', secret?.reveal() === '' ? null : secretProblem(secret, kind)],
    ] as const;
    names.add(name);
    return found.flatMap(([member, problem]) =>
      problem === null ? [] : [problemAt(`notify.${at}.${member}`, problem)],
    );
  });
}

function urlProblem(url: Secret, kind: NotifyKind): Phrase | null {
  const [host = ''] = url.reveal().split('/');
  if (withScheme(host) !== null) {
    // What follows the host is a secret.
    return phrase('input.noScheme', { meant: `${withScheme(host)}/…` });
  }
  if (!URL.canParse(url.reveal())) {
    return phrase('input.notUrl');
  }
  const parsed = new URL(url.reveal());
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && loopback)) {
    return phrase('input.notHttpsNorLoopback');
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return phrase('input.userInUrl');
  }
  const owner = HOSTS[parsed.hostname];
  return owner === undefined || owner === kind || kind === 'webhook'
    ? null
    : phrase('configuration.channelOfOther', { owner, kind });
}

function secretProblem(secret: Secret | undefined, kind: NotifyKind): Phrase | null {
  switch (kind) {
    case 'webhook':
      if (secret === undefined) {
        return phrase('configuration.channelUnsigned');
      }
      return secret.reveal().length < MIN_WEBHOOK_SECRET
        ? phrase('configuration.channelSecretShort', { least: MIN_WEBHOOK_SECRET })
        : null;
    case 'wecom':
    case 'slack':
      return secret === undefined ? null : phrase('configuration.channelSecretUnused', { kind });
    case 'dingtalk':
    case 'feishu':
      return null;
  }
}
